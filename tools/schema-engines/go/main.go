// Judges documents by a JSON Schema, and texts by patterns, as programs written in Go do (kubeconform, for example).
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

type question struct {
	// Path of a schema, and what is judged by it.
	Schema    string `json:"schema"`
	Documents []any  `json:"documents"`
	// Patterns, and the texts that each is asked for.
	Patterns []string `json:"patterns"`
	Texts    []string `json:"texts"`
}

type answer struct {
	Documents []bool   `json:"documents"`
	Patterns  [][]bool `json:"patterns"`
}

func main() {
	file, err := os.Open(os.Args[1])
	orEnd(err)
	var asked question
	decoder := json.NewDecoder(file)
	decoder.UseNumber()
	orEnd(decoder.Decode(&asked))
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	schema, err := compiler.Compile(asked.Schema)
	orEnd(err)
	result := answer{Documents: []bool{}, Patterns: [][]bool{}}
	for _, document := range asked.Documents {
		result.Documents = append(result.Documents, schema.Validate(document) == nil)
	}
	for _, pattern := range asked.Patterns {
		compiled, err := regexp.Compile(pattern)
		orEnd(err)
		row := []bool{}
		for _, text := range asked.Texts {
			row = append(row, compiled.MatchString(text))
		}
		result.Patterns = append(result.Patterns, row)
	}
	orEnd(json.NewEncoder(os.Stdout).Encode(result))
}

func orEnd(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
