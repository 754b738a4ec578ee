package main

import (
	"net"
)

// freePorts returns ports for services that only this process talks to.
func freePorts(ip string, count int) ([]int, error) {
	ports := make([]int, count)
	for i := range ports {
		port, err := freePort(ip)
		if err != nil {
			return nil, err
		}
		ports[i] = port
	}
	return ports, nil
}

// freePort asks the system for a port and leaves a connection of it in TIME_WAIT, closed from the listening
// side: for a minute the system hands the port to nobody else, while binding it by number still works. Without
// this, servers started side by side get each other's ports.
func freePort(ip string) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
	if err != nil {
		return 0, err
	}
	defer func() { _ = listener.Close() }()
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		return 0, err
	}
	defer func() { _ = client.Close() }()
	accepted, err := listener.Accept()
	if err != nil {
		return 0, err
	}
	return listener.Addr().(*net.TCPAddr).Port, accepted.Close()
}

// checkFree tells which flag to change: the server itself would only log the failed listen and hang or panic.
func checkFree(ip string, port int, flag string) error {
	listener, err := net.Listen("tcp", address(ip, port))
	if err != nil {
		return &portInUse{flag: flag, cause: err}
	}
	return listener.Close()
}

type portInUse struct {
	flag  string
	cause error
}

func (e *portInUse) Error() string { return "choose another --" + e.flag + ": " + e.cause.Error() }
func (e *portInUse) Unwrap() error { return e.cause }
