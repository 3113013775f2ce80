package main

import (
	"net/http"
	"net/url"

	"github.com/auth0/go-auth0"
	"github.com/auth0/go-auth0/management"
)

// The CLI asks for pages until it has seen as many as there are.
func listApps(c *cli) []*management.Client {
	var found []*management.Client
	for page := 0; ; page++ {
		list := got(c.api.Client.List(ctx,
			management.Parameter("is_global", "false"),
			management.PerPage(2),
			management.Page(page),
			management.IncludeTotals(true),
		))
		found = append(found, list.Clients...)
		if !list.HasNext() {
			return found
		}
	}
}

func apps(c *cli) {
	app := &management.Client{
		Name:             auth0.String("By the CLI"),
		Description:      auth0.String("made"),
		AppType:          auth0.String("regular_web"),
		Callbacks:        &[]string{"http://localhost:3000/callback"},
		OIDCConformant:   auth0.Bool(true),
		JWTConfiguration: &management.ClientJWTConfiguration{Algorithm: auth0.String("RS256")},
		GrantTypes:       &[]string{"authorization_code", "implicit", "refresh_token", "client_credentials"},
		ClientMetadata:   &map[string]any{},
	}
	before := len(listApps(c))
	must(c.api.Client.Create(ctx, app))
	want(app.GetClientID() != "" && app.GetClientSecret() != "", "no id and secret: %v", app)
	want(len(listApps(c)) == before+1, "the list does not have it once")
	read := got(c.api.Client.Read(ctx, app.GetClientID()))
	// What the CLI copies from the one that it has read.
	must(c.api.Client.Update(ctx, app.GetClientID(), &management.Client{
		Name:                    auth0.String("Renamed"),
		Description:             read.Description,
		AppType:                 read.AppType,
		Callbacks:               read.Callbacks,
		GrantTypes:              read.GrantTypes,
		TokenEndpointAuthMethod: read.TokenEndpointAuthMethod,
		ClientMetadata:          read.ClientMetadata,
		RefreshToken:            read.RefreshToken,
	}))
	changed := got(c.api.Client.Read(ctx, app.GetClientID()))
	want(changed.GetName() == "Renamed" && changed.GetDescription() == "made", "%v", changed)
	must(c.api.Client.Delete(ctx, app.GetClientID()))
	_, err := c.api.Client.Read(ctx, app.GetClientID())
	wantStatus(err, http.StatusNotFound)
}

// `apps session-transfer update`: what its flags come to. A flag that is absent is nil.
type flags struct {
	canCreate  *bool
	methods    []string
	binding    string
	delegated  *bool
	delegation string
}

func (c *cli) update(id string, f flags) *management.SessionTransfer {
	current := got(c.api.Client.Read(ctx, id)).SessionTransfer
	sent := &management.SessionTransfer{CanCreateSessionTransferToken: f.canCreate}
	if len(f.methods) > 0 {
		sent.AllowedAuthenticationMethods = &f.methods
	}
	sent.EnforceDeviceBinding = auth0.String("ip")
	if f.binding != "" {
		sent.EnforceDeviceBinding = &f.binding
	} else if current != nil && current.EnforceDeviceBinding != nil {
		sent.EnforceDeviceBinding = current.EnforceDeviceBinding
	}
	if f.delegated != nil || f.delegation != "" {
		sent.Delegation = &management.SessionTransferDelegation{AllowDelegatedAccess: f.delegated}
		if f.delegation != "" {
			sent.Delegation.EnforceDeviceBinding = &f.delegation
		}
	}
	patch := &management.Client{SessionTransfer: sent}
	// The CLI shows what comes back.
	must(c.api.Client.Update(ctx, id, patch))
	return patch.SessionTransfer
}

func sessionTransfer(c *cli) {
	app := &management.Client{Name: auth0.String("Transfers by the CLI"), AppType: auth0.String("native")}
	must(c.api.Client.Create(ctx, app))
	id := app.GetClientID()
	want(got(c.api.Client.Read(ctx, id)).SessionTransfer == nil, "no settings are configured yet")

	yes, no := true, false
	now := c.update(id, flags{canCreate: &yes, methods: []string{"cookie", "query"}, binding: "asn"})
	want(now.GetCanCreateSessionTransferToken() && len(now.GetAllowedAuthenticationMethods()) == 2, "%v", now)
	want(now.GetEnforceDeviceBinding() == "asn", "%v", now)

	now = c.update(id, flags{binding: "none"})
	want(now.GetCanCreateSessionTransferToken(), "what no flag names is kept: %v", now)
	want(now.GetEnforceDeviceBinding() == "none", "%v", now)

	now = c.update(id, flags{methods: []string{"query"}})
	want(now.GetEnforceDeviceBinding() == "none", "the current binding is sent again: %v", now)
	want(len(now.GetAllowedAuthenticationMethods()) == 1, "a list is replaced: %v", now)

	now = c.update(id, flags{delegated: &yes, delegation: "asn"})
	want(now.GetDelegation().GetAllowDelegatedAccess(), "%v", now)
	want(now.GetDelegation().GetEnforceDeviceBinding() == "asn", "%v", now)

	now = c.update(id, flags{canCreate: &no, binding: "ip"})
	want(!now.GetCanCreateSessionTransferToken() && now.GetDelegation() != nil, "%v", now)

	shown := got(c.api.Client.Read(ctx, id)).SessionTransfer
	want(shown.String() == now.String(), "show: %v, update: %v", shown, now)
	must(c.api.Client.Delete(ctx, id))
}

func apis(c *cli) {
	identifier := "https://cli.example/orders/"
	scopes := []management.ResourceServerScope{{Value: auth0.String("read:orders")}}
	api := &management.ResourceServer{
		Name:               auth0.String("Orders"),
		Identifier:         &identifier,
		Scopes:             &scopes,
		AllowOfflineAccess: auth0.Bool(false),
		TokenLifetime:      auth0.Int(86400),
		SigningAlgorithm:   auth0.String("RS256"),
	}
	must(c.api.ResourceServer.Create(ctx, api))
	read := got(c.api.ResourceServer.Read(ctx, identifier))
	want(read.GetID() == api.GetID(), "%v", read)
	// The CLI escapes identifiers itself, before the library does.
	read = got(c.api.ResourceServer.Read(ctx, url.PathEscape(identifier)))
	want(read.GetID() == api.GetID(), "%v", read)
	patch := &management.ResourceServer{Name: auth0.String("Renamed"), TokenLifetime: auth0.Int(60)}
	must(c.api.ResourceServer.Update(ctx, api.GetID(), patch))
	want(patch.GetName() == "Renamed" && patch.GetTokenLifetime() == 60, "%v", patch)
	list := got(c.api.ResourceServer.List(ctx, management.PerPage(100)))
	want(len(list.ResourceServers) >= 2 && list.Total == len(list.ResourceServers), "%v", list)
	must(c.api.ResourceServer.Delete(ctx, api.GetID()))
	_, err := c.api.ResourceServer.Read(ctx, api.GetID())
	wantStatus(err, http.StatusNotFound)
}
