package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// dynamicValue reads JSON with whole numbers as int: the server takes no float where it wants an int, and falls
// back to its default with only a log line.
func dynamicValue(text string) (any, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, fmt.Errorf("the value must be JSON (a string in double quotes): %w", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("%q is more than one JSON value", text)
	}
	return whole(value)
}

func whole(value any) (any, error) {
	var err error
	switch v := value.(type) {
	case json.Number:
		if i, failed := v.Int64(); failed == nil {
			return int(i), nil
		}
		return v.Float64()
	case []any:
		for i := range v {
			if v[i], err = whole(v[i]); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		for k := range v {
			if v[k], err = whole(v[k]); err != nil {
				return nil, err
			}
		}
	}
	return value, nil
}
