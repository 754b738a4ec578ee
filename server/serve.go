package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	uiserver "github.com/temporalio/ui-server/v2/server"
	"go.temporal.io/server/temporal"
)

// stopWithin bounds a shutdown; SQLite loses nothing when the process is cut off, so late is worse than abrupt.
const stopWithin = 5 * time.Second

// serve runs until a signal or the end of the parent, then stops in order: the UI, then the server's services.
func serve(o *options) error {
	stop := make(chan os.Signal, 2)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	orphaned := parentGone()

	if err := checkPorts(o); err != nil {
		return err
	}
	server, err := newServer(o)
	if err != nil {
		return err
	}
	started := make(chan error, 1)
	go func() { started <- server.Start() }()
	select {
	case err = <-started:
	case <-stop:
		return fmt.Errorf("interrupted while starting")
	case <-orphaned:
		return fmt.Errorf("the starting program ended")
	}
	if err != nil {
		return fmt.Errorf("starting the server: %w", err)
	}
	ui := startUI(o)
	announce(o)

	select {
	case <-stop:
	case <-orphaned:
	}
	return shutDown(server, ui, stop)
}

func startUI(o *options) *uiserver.Server {
	if o.headless {
		return nil
	}
	ui := newUI(o)
	go func() {
		if err := ui.Start(); err != nil {
			fmt.Fprintln(os.Stderr, "Web UI:", err)
		}
	}()
	return ui
}

func announce(o *options) {
	fmt.Println(versionLine())
	fmt.Printf("Server:  %s\n", address(o.ip, o.port))
	if !o.headless {
		fmt.Printf("UI:      http://%s%s\n", address(o.uiIP, o.uiPort), o.uiPublicPath)
	}
}

func shutDown(server temporal.Server, ui *uiserver.Server, again <-chan os.Signal) error {
	if ui != nil {
		ui.Stop()
	}
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	stopped := make(chan error, 1)
	go func() { stopped <- server.Stop() }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
		return fmt.Errorf("cut off after %s of stopping", stopWithin)
	case <-again:
		return fmt.Errorf("cut off by a second signal")
	}
}

func checkPorts(o *options) error {
	if err := checkFree(o.ip, o.port, "port"); err != nil {
		return err
	}
	if o.httpPort != 0 {
		if err := checkFree(o.ip, o.httpPort, "http-port"); err != nil {
			return err
		}
	}
	if o.headless {
		return nil
	}
	return checkFree(o.uiIP, o.uiPort, "ui-port")
}
