package main

import (
	"fmt"

	uiserver "github.com/temporalio/ui-server/v2/server"
	uiconfig "github.com/temporalio/ui-server/v2/server/config"
	uiopts "github.com/temporalio/ui-server/v2/server/server_options"
	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/headers"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/metrics"
	_ "go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	sqliteschema "go.temporal.io/server/schema/sqlite"
	"go.temporal.io/server/temporal"
)

func main() {
	fmt.Println(headers.ServerVersion, uiserver.NewServer, uiopts.WithConfigProvider, uiconfig.Config{},
		authorization.NewNoopAuthorizer, config.Config{}, dynamicconfig.NewCollection, log.NewNoopLogger, static.SingleLocalHost,
		metrics.NoopMetricsHandler, sqliteschema.SetupSchema, temporal.NewServer)
}
