package main

import (
	"flag"
	"fmt"
	"strings"

	enumspb "go.temporal.io/api/enums/v1"
)

func parseFlags(args []string) (*options, error) {
	o := &options{
		namespaces:       []string{"default"},
		searchAttributes: map[string]enumspb.IndexedValueType{},
		dynamicConfig:    map[string]any{},
		sqlitePragmas:    map[string]string{},
	}
	f := flag.NewFlagSet("server start-dev", flag.ContinueOnError)
	f.StringVar(&o.ip, "ip", loopback, "address of the gRPC frontend; loopback only")
	f.StringVar(&o.uiIP, "ui-ip", "", "address of the Web UI; default: that of --ip")
	integer(f, &o.port, 7233, "port of the gRPC frontend", "port", "p")
	integer(f, &o.uiPort, 0, "port of the Web UI; default: --port + 1000", "ui-port")
	integer(f, &o.httpPort, 0, "port of the HTTP API; default: any free one", "http-port")
	integer(f, &o.metricsPort, 0, "port of /metrics; default: none", "metrics-port")
	f.BoolVar(&o.headless, "headless", false, "no Web UI")
	for _, name := range []string{"db-filename", "f"} {
		f.StringVar(&o.dbFilename, name, "", "SQLite file; without it everything is lost when the process ends")
	}
	f.StringVar(&o.logLevel, "log-level", "warn", "debug, info, warn, error or never")
	f.StringVar(&o.logFormat, "log-format", "text", "text, pretty or json")
	f.StringVar(&o.uiPublicPath, "ui-public-path", "", "path prefix of the Web UI")
	f.StringVar(&o.uiAssetPath, "ui-asset-path", "", "folder of other Web UI assets")
	f.StringVar(&o.uiCodecEndpoint, "ui-codec-endpoint", "", "codec server of the Web UI")
	f.BoolVar(&o.logConfig, "log-config", false, "log the server's configuration")
	f.BoolVar(&o.enableGlobalNs, "enable-global-namespace", false, "allow global namespaces")
	for _, name := range []string{"namespace", "n"} {
		f.Func(name, "namespace to create when missing, repeatable", func(v string) error {
			o.namespaces = append(o.namespaces, v)
			return nil
		})
	}
	f.Func("search-attribute", "NAME=Type for namespaces created now, repeatable", o.addSearchAttribute)
	f.Func("dynamic-config-value", "KEY=JSON, repeatable", o.addDynamicConfig)
	f.Func("sqlite-pragma", "KEY=VALUE, repeatable", o.addPragma)
	acceptClientFlags(f)
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	if f.NArg() > 0 {
		return nil, fmt.Errorf("unexpected argument %q", f.Arg(0))
	}
	return o, nil
}

func integer(f *flag.FlagSet, target *int, value int, usage string, names ...string) {
	for _, name := range names {
		f.IntVar(target, name, value, usage)
	}
}

// acceptClientFlags takes the CLI's flags about its own output, which mean nothing here, so that a command line
// written for the CLI works unchanged.
func acceptClientFlags(f *flag.FlagSet) {
	for _, name := range []string{"color", "output", "o", "time-format", "env", "env-file", "command-timeout", "profile", "config-file"} {
		f.String(name, "", "accepted and ignored")
	}
	for _, name := range []string{"disable-config-file", "disable-config-env", "no-json-shorthand-payloads"} {
		f.Bool(name, false, "accepted and ignored")
	}
}

func (o *options) addSearchAttribute(pair string) error {
	name, kind, err := cut(pair)
	if err != nil {
		return err
	}
	value, err := enumspb.IndexedValueTypeFromString(kind)
	if err != nil {
		return fmt.Errorf("%s: %q is not a type; use Text, Keyword, Int, Double, Bool, Datetime or KeywordList", name, kind)
	}
	o.searchAttributes[name] = value
	return nil
}

func (o *options) addDynamicConfig(pair string) error {
	key, text, err := cut(pair)
	if err != nil {
		return err
	}
	value, err := dynamicValue(text)
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	o.dynamicConfig[key] = value
	return nil
}

func (o *options) addPragma(pair string) error {
	key, value, err := cut(pair)
	if err != nil {
		return err
	}
	o.sqlitePragmas[strings.ToLower(key)] = value
	return nil
}

func cut(pair string) (string, string, error) {
	key, value, found := strings.Cut(pair, "=")
	if !found || key == "" {
		return "", "", fmt.Errorf("%q: expected NAME=VALUE", pair)
	}
	return key, value, nil
}
