package main

import (
	"fmt"

	"go.temporal.io/server/common/log"
)

// newLogger writes to standard error in the CLI's vocabulary of levels and formats.
func newLogger(o *options) (log.Logger, error) {
	switch o.logLevel {
	case "never":
		return log.NewNoopLogger(), nil
	case "debug", "info", "warn", "error":
	default:
		return nil, fmt.Errorf("--log-level %s: use debug, info, warn, error or never", o.logLevel)
	}
	format := "console"
	switch o.logFormat {
	case "json":
		format = "json"
	case "text", "pretty":
	default:
		return nil, fmt.Errorf("--log-format %s: use text, pretty or json", o.logFormat)
	}
	return log.NewZapLogger(log.BuildZapLogger(log.Config{Level: o.logLevel, Format: format})), nil
}
