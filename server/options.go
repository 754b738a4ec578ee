package main

import (
	"fmt"
	"net"
	"strings"

	enumspb "go.temporal.io/api/enums/v1"
)

const loopback = "127.0.0.1"

type options struct {
	ip, uiIP                  string
	port, uiPort              int
	httpPort, metricsPort     int
	headless                  bool
	dbFilename                string
	namespaces                []string
	searchAttributes          map[string]enumspb.IndexedValueType
	dynamicConfig             map[string]any
	sqlitePragmas             map[string]string
	logLevel, logFormat       string
	uiPublicPath, uiAssetPath string
	uiCodecEndpoint           string
	logConfig, enableGlobalNs bool
}

// check completes the defaults that depend on other flags and refuses what would lose data or open the
// server to others: it has no TLS and no authorizer, so it never listens beyond loopback.
func (o *options) check() error {
	if o.uiIP == "" {
		o.uiIP = o.ip
	}
	if o.uiPort == 0 {
		o.uiPort = o.port + 1000
	}
	for _, listen := range []struct {
		flag string
		ip   *string
	}{{"ip", &o.ip}, {"ui-ip", &o.uiIP}} {
		if *listen.ip == "localhost" {
			*listen.ip = loopback
		}
		if parsed := net.ParseIP(*listen.ip); parsed == nil || !parsed.IsLoopback() {
			return fmt.Errorf("--%s %s: this server has neither TLS nor an authorizer and listens on loopback only; use a Temporal server of its own to serve other machines", listen.flag, *listen.ip)
		}
	}
	for flag, port := range map[string]int{"port": o.port, "ui-port": o.uiPort, "http-port": o.httpPort, "metrics-port": o.metricsPort} {
		if port < 0 || port > 65535 {
			return fmt.Errorf("--%s %d: a port is a number up to 65535", flag, port)
		}
	}
	if o.dbFilename != "" {
		if _, set := o.sqlitePragmas["journal_mode"]; !set {
			o.sqlitePragmas["journal_mode"] = "wal"
		}
		switch strings.ToLower(o.sqlitePragmas["synchronous"]) {
		case "":
			o.sqlitePragmas["synchronous"] = "full"
		case "off", "0":
			return fmt.Errorf("--sqlite-pragma synchronous=off loses acknowledged work when the machine stops")
		}
	}
	return nil
}
