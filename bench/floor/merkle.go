// VerifyInclusion of transparency-dev/merkle for each of the first COUNT paths of a tree of SIZE leaves over SHA-256: `merkle SIZE COUNT`.
// Prints nanoseconds of processor time a path. Built by the benchmark, where there is a Go whose SHA-256 uses the processor's (1.21 on).
package main

import (
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"strconv"
	"syscall"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
)

func processorTime() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func number(at int) int {
	value, err := strconv.Atoi(os.Args[at])
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	size, count := number(1), number(2)
	hasher := rfc6962.DefaultHasher
	level := make([][]byte, size)
	for i := range level {
		data := make([]byte, 32)
		binary.BigEndian.PutUint32(data, uint32(i))
		level[i] = hasher.HashLeaf(data)
	}
	paths := make([][][]byte, count)
	leaves := level[:count]
	for height := 0; len(level) > 1; height++ {
		above := make([][]byte, (len(level)+1)/2)
		for i := range above {
			if 2*i+1 < len(level) {
				above[i] = hasher.HashChildren(level[2*i], level[2*i+1])
			} else {
				above[i] = level[2*i]
			}
		}
		for i := range paths {
			if sibling := i>>height ^ 1; sibling < len(level) {
				paths[i] = append(paths[i], level[sibling])
			}
		}
		level = above
	}
	before := processorTime()
	for i, path := range paths {
		if err := proof.VerifyInclusion(hasher, uint64(i), uint64(size), leaves[i], path, level[0]); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Println((processorTime() - before) / int64(count))
}
