//go:build !unix

package main

// ownFile does nothing where there is no flock: the lock file of the starting program is all there is.
func ownFile(string) error { return nil }
