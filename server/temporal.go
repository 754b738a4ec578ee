package main

import (
	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
)

// newServer opens the store and wires all services of one Temporal server.
func newServer(o *options) (temporal.Server, error) {
	logger, err := newLogger(o)
	if err != nil {
		return nil, err
	}
	store, err := openStore(o)
	if err != nil {
		return nil, err
	}
	conf, err := buildConfig(o, store)
	if err != nil {
		return nil, err
	}
	return temporal.NewServer(
		temporal.WithConfig(conf),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(hosts(conf, o.ip)),
		temporal.WithLogger(logger),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper {
			return authorization.NewNoopClaimMapper()
		}),
		temporal.WithDynamicConfigClient(dynamicConfig(o)),
	)
}

func hosts(conf *config.Config, ip string) map[primitives.ServiceName]static.Hosts {
	result := map[primitives.ServiceName]static.Hosts{}
	for _, name := range []primitives.ServiceName{
		primitives.FrontendService, primitives.HistoryService, primitives.MatchingService, primitives.WorkerService,
	} {
		result[name] = static.SingleLocalHost(address(ip, conf.Services[string(name)].RPC.GRPCPort))
	}
	return result
}

// dynamicConfig starts from the values that the CLI's dev server uses, so that both behave alike.
func dynamicConfig(o *options) dynamicconfig.StaticClient {
	values := dynamicconfig.StaticClient{
		dynamicconfig.HistoryCacheHostLevelMaxSize.Key():                 8096,
		dynamicconfig.FrontendMaxNamespaceVisibilityRPSPerInstance.Key(): 100,
	}
	for key, value := range o.dynamicConfig {
		values[dynamicconfig.MakeKey(key)] = value
	}
	return values
}
