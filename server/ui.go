package main

import (
	uiserver "github.com/temporalio/ui-server/v2/server"
	uiconfig "github.com/temporalio/ui-server/v2/server/config"
	uioptions "github.com/temporalio/ui-server/v2/server/server_options"
)

// newUI opens on the last namespace named, which is the caller's own rather than "default". News is off:
// the page asks nobody outside this machine.
func newUI(o *options) *uiserver.Server {
	return uiserver.NewServer(uioptions.WithConfigProvider(&uiconfig.Config{
		Host: o.uiIP, Port: o.uiPort, TemporalGRPCAddress: address(o.ip, o.port),
		EnableUI: true, PublicPath: o.uiPublicPath, UIAssetPath: o.uiAssetPath,
		DefaultNamespace: o.namespaces[len(o.namespaces)-1],
		Codec:            uiconfig.Codec{Endpoint: o.uiCodecEndpoint},
		CORS:             uiconfig.CORS{CookieInsecure: true},
		HideLogs:         true, DisableNewsFetch: true,
	}))
}
