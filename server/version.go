package main

import (
	"fmt"

	uiversion "github.com/temporalio/ui-server/v2/server/version"
	"go.temporal.io/server/common/headers"
)

// versionLine has the form that `temporal --version` prints: callers read the server's version out of both.
func versionLine() string {
	return fmt.Sprintf("temporal version embedded (Server %s, UI %s)", headers.ServerVersion, uiversion.UIVersion)
}
