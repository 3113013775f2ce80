// The calls that the Auth0 CLI makes, in its order, by the library that it makes them with. The last line that this
// program prints is a JSON object: each command, and how it went.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"github.com/auth0/go-auth0/management"
	v3 "github.com/auth0/go-auth0/v3/management/client"
	"github.com/auth0/go-auth0/v3/management/option"
)

var ctx = context.Background()

// Everything that a command needs.
type cli struct {
	domain string
	token  string
	api    *management.Management
	apiv3  *v3.Management
}

// Ends the command with what was found instead of what was wanted.
func want(good bool, format string, values ...any) {
	if !good {
		panic(fmt.Sprintf(format, values...))
	}
}

func must(err error) {
	if err != nil {
		panic(err.Error())
	}
}

func got[T any](value T, err error) T {
	must(err)
	return value
}

func wantStatus(err error, status int) {
	found, is := err.(management.Error)
	want(is && found.Status() == status, "%d was expected, not %v", status, err)
}

func main() {
	c := &cli{domain: os.Getenv("AUTH0_DOMAIN")}
	commands := []struct {
		name string
		run  func(*cli)
	}{
		{"login --domain --client-id --client-secret (HTTP Basic first)", login},
		{"apps list, show, create, update, delete", apps},
		{"apps session-transfer show and update, each flag", sessionTransfer},
		{"apis list, show, create, update, delete", apis},
		{"users search (with sort) and show", users},
		{"logs list and tail", logs},
		{"actions list, create, show, update, deploy, delete", actions},
		{"logs streams list, users blocks list and unblock by e-mail", listsAndBlocks},
		{"tf generate: roles, log streams and custom domains by their fields", generate},
		{"tenant-settings show and update", tenantSettings},
		{"users sessions, sessions show, update, revoke, delete", sessions},
		{"users refresh-tokens, refresh-tokens show, update, revoke, delete", refreshTokens},
		{"api get, post, patch, delete", passthrough},
	}
	report := map[string]string{}
	for _, command := range commands {
		report[command.name] = attempt(c, command.run)
	}
	got(os.Stdout.Write(append(got(json.Marshal(report)), '\n')))
}

func attempt(c *cli, run func(*cli)) (result string) {
	defer func() {
		if complaint := recover(); complaint != nil {
			result = fmt.Sprint(complaint)
		}
	}()
	run(c)
	return "passed"
}

func connect(c *cli) {
	// http.DefaultTransport trusts what SSL_CERT_FILE names.
	c.api = got(management.New(c.domain,
		management.WithStaticToken(c.token),
		management.WithUserAgent("Auth0 CLI/1.33.0"),
		management.WithClient(&http.Client{}),
	))
	c.apiv3 = got(v3.New(c.domain, option.WithToken(c.token), option.WithUserAgent("Auth0 CLI/1.33.0")))
}
