package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"

	"go.temporal.io/server/common/config"
	sqliteplugin "go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	sqliteschema "go.temporal.io/server/schema/sqlite"
)

// openStore describes the SQLite store and brings schema and namespaces into it. The schema is written only
// into a file that does not exist: Temporal has no migrations for SQLite.
func openStore(o *options) (*config.SQL, error) {
	store := &config.SQL{PluginName: sqliteplugin.PluginName, ConnectAttributes: map[string]string{}}
	for key, value := range o.sqlitePragmas {
		store.ConnectAttributes[key] = value
	}
	if o.dbFilename == "" {
		store.DatabaseName = "memory-" + strconv.Itoa(rand.Int())
		store.ConnectAttributes["mode"] = "memory"
		store.ConnectAttributes["cache"] = "shared"
	} else {
		store.DatabaseName = o.dbFilename
		store.ConnectAttributes["mode"] = "rwc"
		if err := prepareFile(o.dbFilename, store); err != nil {
			return nil, err
		}
	}
	return store, createNamespaces(o, store)
}

func prepareFile(path string, store *config.SQL) error {
	if err := ownFile(path); err != nil {
		return err
	}
	_, err := os.Stat(path)
	if err == nil {
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return fmt.Errorf("the folder of --db-filename: %w", err)
	}
	if err := sqliteschema.SetupSchema(store); err != nil {
		return fmt.Errorf("writing the schema into %s: %w", path, err)
	}
	return nil
}

func createNamespaces(o *options, store *config.SQL) error {
	var wanted []*sqliteschema.NamespaceConfig
	for _, name := range o.namespaces {
		ns, err := sqliteschema.NewNamespaceConfig(clusterName, name, false, o.searchAttributes)
		if err != nil {
			return fmt.Errorf("namespace %s: %w", name, err)
		}
		wanted = append(wanted, ns)
	}
	if err := sqliteschema.CreateNamespaces(store, wanted...); err != nil {
		return fmt.Errorf("creating namespaces: %w", err)
	}
	return nil
}
