package main

import (
	"io"
	"os"
)

// parentGone closes its channel when standard input ends, if FOLLOWTHROUGH_PARENT_PIPE=1: the starting program
// holds the other end, so the kernel tells us of its death even by kill -9. Else it never closes.
func parentGone() <-chan struct{} {
	gone := make(chan struct{})
	if os.Getenv("FOLLOWTHROUGH_PARENT_PIPE") == "1" {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			close(gone)
		}()
	}
	return gone
}
