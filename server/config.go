package main

import (
	"fmt"
	"net"
	"strconv"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/metrics"
)

const (
	// clusterName is that of the CLI's dev server, so that either can open a file of the same server version.
	clusterName = "active"
	storeName   = "sqlite"
)

// buildConfig lays out one server with all four services on loopback and one history shard, which is what
// a single SQLite writer can use.
func buildConfig(o *options, store *config.SQL) (*config.Config, error) {
	ports, err := freePorts(o.ip, 4)
	if err != nil {
		return nil, err
	}
	if o.httpPort == 0 {
		o.httpPort = ports[3]
	}
	c := &config.Config{}
	c.Global.Membership.MaxJoinDuration = 30 * time.Second
	c.Global.Membership.BroadcastAddress = o.ip
	if o.metricsPort != 0 {
		c.Global.Metrics = &metrics.Config{Prometheus: &metrics.PrometheusConfig{
			ListenAddress: address(o.ip, o.metricsPort), HandlerPath: "/metrics",
		}}
	}
	c.Persistence = config.Persistence{
		DefaultStore: storeName, VisibilityStore: storeName, NumHistoryShards: 1,
		DataStores: map[string]config.DataStore{storeName: {SQL: store}},
	}
	c.ClusterMetadata = &cluster.Config{
		EnableGlobalNamespace: o.enableGlobalNs, FailoverVersionIncrement: 10,
		MasterClusterName: clusterName, CurrentClusterName: clusterName,
		ClusterInformation: map[string]cluster.ClusterInformation{clusterName: {
			Enabled: true, InitialFailoverVersion: 1,
			RPCAddress: address(o.ip, o.port), HTTPAddress: address(o.ip, o.httpPort),
		}},
	}
	c.DCRedirectionPolicy.Policy = "noop"
	c.Services = map[string]config.Service{
		"frontend": {RPC: config.RPC{GRPCPort: o.port, HTTPPort: o.httpPort, BindOnIP: o.ip}},
		"history":  {RPC: config.RPC{GRPCPort: ports[0], BindOnIP: o.ip}},
		"matching": {RPC: config.RPC{GRPCPort: ports[1], BindOnIP: o.ip}},
		"worker":   {RPC: config.RPC{GRPCPort: ports[2], BindOnIP: o.ip}},
	}
	c.Archival.History.State = "disabled"
	c.Archival.Visibility.State = "disabled"
	c.NamespaceDefaults.Archival.History.State = "disabled"
	c.NamespaceDefaults.Archival.Visibility.State = "disabled"
	c.PublicClient.HostPort = address(o.ip, o.port)
	if o.logConfig {
		fmt.Println(c.String())
	}
	return c, nil
}

func address(ip string, port int) string { return net.JoinHostPort(ip, strconv.Itoa(port)) }
