// Command temporal-server runs Temporal server and its Web UI in one process on a SQLite file.
// It takes the flags of `temporal server start-dev`, so that callers need not know which of the two they start.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 1 && (args[0] == "--version" || args[0] == "-v" || args[0] == "version") {
		fmt.Println(versionLine())
		return nil
	}
	if len(args) < 2 || args[0] != "server" || args[1] != "start-dev" {
		return fmt.Errorf("only `server start-dev [flags]` and `--version` are known here; `server start-dev --help` lists the flags")
	}
	opts, err := parseFlags(args[2:])
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := opts.check(); err != nil {
		return err
	}
	return serve(opts)
}
