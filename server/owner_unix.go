//go:build unix

package main

import (
	"fmt"
	"os"
	"syscall"
)

// held keeps the lock's descriptor alive for the life of the process.
var held *os.File

// ownFile makes this process the only server of a SQLite file. The kernel drops the lock with the process,
// kill -9 included. The lock sits on a neighbour: SQLite's own byte-range locks must not meet it.
func ownFile(path string) error {
	// The database, its log and this file hold what people are waiting for: nobody else on the machine reads them.
	syscall.Umask(0o077)
	file, err := os.OpenFile(path+".server-lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return fmt.Errorf("%s is served by another Temporal server process; stop it first", path)
	}
	held = file
	return nil
}
