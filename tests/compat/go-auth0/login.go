package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// The requests that went to the token endpoint.
type recorder struct {
	attempts []bool
}

// Notes whether a request had HTTP Basic authentication.
func (r *recorder) RoundTrip(request *http.Request) (*http.Response, error) {
	_, _, isBasic := request.BasicAuth()
	r.attempts = append(r.attempts, isBasic)
	return http.DefaultTransport.RoundTrip(request)
}

// The CLI leaves it to the OAuth library how the client authenticates: Basic first, with client_id in the body as well.
func login(c *cli) {
	id, secret := os.Getenv("AUTH0_CLIENT_ID"), os.Getenv("AUTH0_CLIENT_SECRET")
	config := clientcredentials.Config{
		ClientID:     id,
		ClientSecret: secret,
		TokenURL:     "https://" + c.domain + "/oauth/token",
		EndpointParams: url.Values{
			"client_id": {id},
			"audience":  {"https://" + c.domain + "/api/v2/"},
		},
	}
	seen := &recorder{}
	with := context.WithValue(ctx, oauth2.HTTPClient, &http.Client{Transport: seen})
	token := got(config.Token(with))
	want(len(seen.attempts) == 1 && seen.attempts[0], "Basic was refused: %v", seen.attempts)
	want(strings.Count(token.AccessToken, ".") == 2, "not a JWT: %s", token.AccessToken)
	want(time.Until(token.Expiry) > 5*time.Minute, "the CLI would log in at each command: %v", token.Expiry)
	c.token = token.AccessToken
	connect(c)

	config.ClientSecret = "wrong"
	_, err := config.Token(with)
	refused, is := err.(*oauth2.RetrieveError)
	want(is && refused.Response.StatusCode == http.StatusUnauthorized, "401 was expected, not %v", err)
}

// `auth0 api`: the raw request that the CLI makes, and its answer.
func (c *cli) raw(method, path string, body any) (int, map[string]any) {
	var content io.Reader
	if body != nil {
		content = bytes.NewReader(got(json.Marshal(body)))
	}
	request := got(http.NewRequest(method, "https://"+c.domain+"/api/v2/"+path, content))
	request.Header.Set("Authorization", "Bearer "+c.token)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response := got(http.DefaultClient.Do(request))
	defer response.Body.Close()
	if response.StatusCode == http.StatusTooManyRequests {
		// The libraries wait until the limit's window ends; so does this.
		reset := got(strconv.ParseInt(response.Header.Get("X-RateLimit-Reset"), 10, 64))
		time.Sleep(time.Until(time.Unix(reset, 0)))
		return c.raw(method, path, body)
	}
	text := got(io.ReadAll(response.Body))
	var answer map[string]any
	if len(text) > 0 {
		must(json.Unmarshal(text, &answer))
	}
	return response.StatusCode, answer
}

func passthrough(c *cli) {
	status, made := c.raw("POST", "clients", map[string]any{"name": "By auth0 api"})
	want(status == http.StatusCreated, "%d %v", status, made)
	path := "clients/" + made["client_id"].(string)
	status, read := c.raw("GET", path+"?fields=name&include_fields=true", nil)
	want(status == http.StatusOK && read["name"] == "By auth0 api", "%d %v", status, read)
	status, changed := c.raw("PATCH", path, map[string]any{"description": "changed"})
	want(status == http.StatusOK && changed["description"] == "changed", "%d %v", status, changed)
	status, _ = c.raw("DELETE", path, nil)
	want(status == http.StatusNoContent, "%d", status)

	// The CLI reads which scope is missing from the sentence.
	all := c.token
	defer func() { c.token = all }()
	c.token = os.Getenv("POWERLESS_TOKEN")
	status, refused := c.raw("GET", "clients", nil)
	message, _ := refused["message"].(string)
	scopes, is := strings.CutPrefix(message, "Insufficient scope, expected any of: ")
	want(status == http.StatusForbidden && refused["errorCode"] == "insufficient_scope" && is, "%d %v", status, refused)
	want(strings.HasPrefix(strings.Split(scopes, ",")[0], "read:client"), "%s", scopes)
}
