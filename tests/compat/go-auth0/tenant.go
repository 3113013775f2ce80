package main

import (
	"fmt"
	"net/http"
	"time"

	"github.com/auth0/go-auth0"
	"github.com/auth0/go-auth0/management"
	v3 "github.com/auth0/go-auth0/v3/management"
)

const ada = "auth0|ada"

func users(c *cli) {
	found := got(c.api.User.Search(ctx,
		management.Query(`email:"ada@example.com"`),
		management.Parameter("sort", "email:1"),
		management.Parameter("search_engine", "v3"),
		management.PerPage(50),
		management.Page(0),
		management.IncludeTotals(true),
	))
	want(len(found.Users) == 1 && found.Users[0].GetID() == ada, "%v", found)
	want(got(c.api.User.Read(ctx, ada)).GetEmail() == "ada@example.com", "auth0 users show")
	_, err := c.api.User.Read(ctx, "auth0|nobody")
	wantStatus(err, http.StatusNotFound)
}

func logs(c *cli) {
	list := got(c.api.Log.List(ctx, management.Parameter("sort", "date:-1"), management.PerPage(100), management.Page(0)))
	want(len(list) > 0, "there are logs")
	filtered := got(c.api.Log.List(ctx,
		management.Parameter("sort", "date:-1"), management.PerPage(100), management.Page(0),
		management.Query("type:sapi"), management.Parameter("search_engine", "v3"),
	))
	for _, entry := range filtered {
		want(entry.GetType() == "sapi", "%v", entry)
	}
	// `logs tail` asks again and again for what is newer than the last.
	last := list[0].GetLogID()
	must(c.api.Tenant.Update(ctx, &management.Tenant{FriendlyName: auth0.String("Tailed")}))
	for tries := 0; ; tries++ {
		newer := got(c.api.Log.List(ctx,
			management.Query(fmt.Sprintf("log_id:[%s TO *]", last)),
			management.Parameter("search_engine", "v3"),
			management.Parameter("sort", "date:-1"), management.PerPage(100), management.Page(0),
		))
		if len(newer) > 1 && newer[0].GetLogID() > last {
			return
		}
		want(tries < 50, "nothing newer than %s: %v", last, newer)
		time.Sleep(100 * time.Millisecond)
	}
}

func actions(c *cli) {
	action := &management.Action{
		Name:              auth0.String("By the CLI"),
		Code:              auth0.String("exports.onExecutePostLogin = async () => {};"),
		SupportedTriggers: []management.ActionTrigger{{ID: auth0.String("post-login"), Version: auth0.String("v3")}},
		// The CLI sends the flag that its caller left out.
		Runtime: auth0.String(""),
	}
	must(c.api.Action.Create(ctx, action))
	for tries := 0; got(c.api.Action.Read(ctx, action.GetID())).GetStatus() != "built"; tries++ {
		want(tries < 50, "it is not built")
		time.Sleep(100 * time.Millisecond)
	}
	version := got(c.api.Action.Deploy(ctx, action.GetID()))
	want(version.GetStatus() == "built", "%v", version)
	want(got(c.api.Action.Read(ctx, action.GetID())).GetDeployedVersion().Deployed, "%v", version)
	must(c.api.Action.Update(ctx, action.GetID(), &management.Action{
		Name:              auth0.String("Renamed"),
		SupportedTriggers: action.SupportedTriggers,
	}))
	list := got(c.api.Action.List(ctx, management.PerPage(50)))
	want(len(list.Actions) == 1 && list.Actions[0].GetName() == "Renamed", "%v", list)
	must(c.api.Action.Delete(ctx, action.GetID()))
	_, err := c.api.Action.Read(ctx, action.GetID())
	wantStatus(err, http.StatusNotFound)
}

func listsAndBlocks(c *cli) {
	list := got(c.api.LogStream.List(ctx, management.PerPage(50)))
	want(len(list) == 0, "%v", list)
	_, err := c.api.User.Blocks(ctx, "ada@example.com")
	wantStatus(err, http.StatusBadRequest)
	want(len(got(c.api.User.BlocksByIdentifier(ctx, "ada@example.com"))) == 0, "nobody is blocked")
	wantStatus(c.api.User.Unblock(ctx, "ada@example.com"), http.StatusBadRequest)
	must(c.api.User.UnblockByIdentifier(ctx, "ada@example.com"))
}

func generate(c *cli) {
	role := &management.Role{Name: auth0.String("By the CLI")}
	must(c.api.Role.Create(ctx, role))
	roles := got(c.api.Role.List(ctx, management.Page(0), management.IncludeFields("id", "name")))
	want(len(roles.Roles) == 1 && roles.Roles[0].GetName() == "By the CLI", "%v", roles)
	must(c.api.Role.Delete(ctx, role.GetID()))
	got(c.api.LogStream.List(ctx, management.IncludeFields("id", "name"), management.Page(0)))
	got(c.api.CustomDomain.List(ctx, management.Page(0), management.PerPage(50)))
	got(c.api.SigningKey.List(ctx, management.PerPage(50)))
}

func tenantSettings(c *cli) {
	before := got(c.api.Tenant.Read(ctx))
	want(before.GetDefaultDirectory() != "", "%v", before)
	flag := &management.TenantFlags{DisableClickjackProtectionHeaders: auth0.Bool(false)}
	must(c.api.Tenant.Update(ctx, &management.Tenant{FriendlyName: auth0.String("By the CLI"), Flags: flag}))
	want(got(c.api.Tenant.Read(ctx)).GetFriendlyName() == "By the CLI", "auth0 tenant-settings update")
}

func sessions(c *cli) {
	list := &v3.ListUserSessionsRequestParameters{Take: auth0.Int(50)}
	page := got(c.apiv3.Users.Sessions.List(ctx, ada, list))
	want(len(page.Results) == 2, "two sessions were made: %v", page.Results)
	first, second := page.Results[0].GetID(), page.Results[1].GetID()
	shown := got(c.apiv3.Sessions.Get(ctx, first))
	want(shown.GetUserID() == ada, "%v", shown)
	metadata := v3.SessionMetadata{"a": "b"}
	changed := got(c.apiv3.Sessions.Update(ctx, first, &v3.UpdateSessionRequestContent{SessionMetadata: &metadata}))
	want((*changed.SessionMetadata)["a"] == "b", "%v", changed)
	must(c.apiv3.Sessions.Revoke(ctx, first))
	must(c.apiv3.Sessions.Delete(ctx, second))
	page = got(c.apiv3.Users.Sessions.List(ctx, ada, list))
	want(len(page.Results) == 0, "%v", page.Results)
	must(c.apiv3.Users.Sessions.Delete(ctx, ada))
}

func refreshTokens(c *cli) {
	list := &v3.ListRefreshTokensRequestParameters{Take: auth0.Int(50)}
	page := got(c.apiv3.Users.RefreshToken.List(ctx, ada, list))
	want(len(page.Results) >= 2, "two logins were made: %v", page.Results)
	first, second := page.Results[0].GetID(), page.Results[1].GetID()
	shown := got(c.apiv3.RefreshTokens.Get(ctx, first))
	want(shown.GetUserID() == ada, "%v", shown)
	metadata := v3.RefreshTokenMetadata{"a": "b"}
	patch := &v3.UpdateRefreshTokenRequestContent{RefreshTokenMetadata: &metadata}
	changed := got(c.apiv3.RefreshTokens.Update(ctx, first, patch))
	want((*changed.RefreshTokenMetadata)["a"] == "b", "%v", changed)
	must(c.apiv3.RefreshTokens.Revoke(ctx, &v3.RevokeRefreshTokensRequestContent{IDs: []string{second}}))
	must(c.apiv3.RefreshTokens.Delete(ctx, first))
	must(c.apiv3.Users.RefreshToken.Delete(ctx, ada))
	page = got(c.apiv3.Users.RefreshToken.List(ctx, ada, list))
	want(len(page.Results) == 0, "%v", page.Results)
}
