// Bridge leads connections into and out of a network namespace of its own, over socket files, while a program runs.
//
//	bridge FROM=TO… -- PROGRAM ARGUMENT…
//
// FROM and TO are addresses such as unix:/run/out.sock or tcp:127.0.0.1:8443. It ends as the program does.
package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
)

func main() {
	ways := os.Args[1:]
	for i, argument := range ways {
		if argument == "--" {
			os.Exit(run(ways[:i], ways[i+1:]))
		}
	}
	fail(errors.New("usage: bridge FROM=TO… -- PROGRAM ARGUMENT…"))
}

func run(ways []string, program []string) int {
	for _, way := range ways {
		from, to, found := strings.Cut(way, "=")
		if !found {
			fail(fmt.Errorf("not FROM=TO: %s", way))
		}
		network, address, _ := strings.Cut(from, ":")
		listener, err := net.Listen(network, address)
		if err != nil {
			fail(err)
		}
		go accept(listener, to)
	}
	command := exec.Command(program[0], program[1:]...)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	err := command.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		fail(err)
	}
	return command.ProcessState.ExitCode()
}

func accept(listener net.Listener, to string) {
	network, address, _ := strings.Cut(to, ":")
	for {
		near, err := listener.Accept()
		if err != nil {
			fail(err)
		}
		go func() {
			defer near.Close()
			far, err := net.Dial(network, address)
			if err != nil {
				// Nobody listens there yet: whoever asked is told so by the end of the connection.
				return
			}
			defer far.Close()
			join(near, far)
		}()
	}
}

// join copies both ways and tells each side when the other has said its last.
func join(near, far net.Conn) {
	done := make(chan struct{})
	go func() {
		pass(far, near)
		close(done)
	}()
	pass(near, far)
	<-done
}

func pass(to, from net.Conn) {
	_, _ = io.Copy(to, from)
	if half, can := to.(interface{ CloseWrite() error }); can {
		_ = half.CloseWrite()
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
