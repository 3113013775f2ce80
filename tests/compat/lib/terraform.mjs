// OpenTofu with Auth0's provider, both built from the pinned modules under terraform/.

import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { AUTOMATION } from './tenant.mjs';
import { goProgram, ran } from './tools.mjs';

const CASES = path.join(import.meta.dirname, '../terraform/cases');
const PROVIDER = `terraform {
  required_providers {
    auth0 = {
      source = "auth0/auth0"
    }
  }
}

provider "auth0" {}

variable "domain" {
  type = string
}
`;

export class Terraform {
  /// Builds both programs, and writes the configuration that makes the one find the other.
  static async build(server) {
    const tofu = await goProgram('terraform/opentofu', 'github.com/opentofu/opentofu/cmd/tofu', 'tofu');
    const name = 'terraform-provider-auth0';
    const provider = await goProgram('terraform/provider', `github.com/auth0/${name}`, name);
    const home = await mkdtemp(path.join(server.directory, 'terraform-'));
    const override = `dev_overrides {\n    "auth0/auth0" = "${path.dirname(provider)}"\n  }`;
    const file = path.join(home, 'tofu.rc');
    await writeFile(file, `provider_installation {\n  ${override}\n  direct {}\n}\n`);
    const environment = {
      PATH: process.env.PATH,
      HOME: home,
      TF_CLI_CONFIG_FILE: file,
      TF_IN_AUTOMATION: '1',
      TF_VAR_domain: server.domain,
      SSL_CERT_FILE: process.env.NODE_EXTRA_CA_CERTS,
      AUTH0_DOMAIN: server.domain,
      AUTH0_CLIENT_ID: AUTOMATION.client_id,
      AUTH0_CLIENT_SECRET: AUTOMATION.client_secret,
    };
    return new Terraform(tofu, home, environment);
  }

  constructor(tofu, home, environment) {
    this.tofu = tofu;
    this.home = home;
    this.environment = environment;
  }

  /// A directory for the configurations of one case.
  async workspace(name, variables = {}) {
    const directory = path.join(this.home, name);
    await mkdir(directory);
    await writeFile(path.join(directory, 'provider.tf'), PROVIDER);
    return new Workspace(this, name, directory, variables);
  }
}

class Workspace {
  constructor(terraform, name, directory, variables) {
    this.terraform = terraform;
    this.name = name;
    this.directory = directory;
    this.variables = variables;
  }

  /// The names of the case's configurations, in their order.
  async steps() {
    return (await readdir(path.join(CASES, this.name))).sort();
  }

  /// Makes this configuration the one that everything is about.
  async use(step) {
    const text = await readFile(path.join(CASES, this.name, step));
    await writeFile(path.join(this.directory, 'main.tf'), text);
  }

  /// Runs a command; the answer's code is one of `codes`, or this throws all that was said.
  async run(argv, codes = [0]) {
    const { tofu, environment } = this.terraform;
    const variables = Object.entries(this.variables).map(([name, value]) => [`TF_VAR_${name}`, value]);
    const env = { ...environment, ...Object.fromEntries(variables) };
    const ended = await ran(tofu, [...argv, '-no-color'], { cwd: this.directory, env });
    if (codes.includes(ended.code)) return ended;
    // What is planned is on standard output, and only of interest where no error says more.
    const said = ended.stderr.includes('Error:') ? ended.stderr : ended.stdout + ended.stderr;
    throw new Error(`tofu ${argv.join(' ')} ended with ${ended.code}\n${said}`);
  }

  apply() {
    return this.run(['apply', '-auto-approve', '-input=false']);
  }

  /// Throws what would be changed, unless that is nothing.
  plansNothing() {
    return this.run(['plan', '-detailed-exitcode', '-input=false']);
  }

  destroy() {
    return this.run(['destroy', '-auto-approve', '-input=false']);
  }

  /// Every managed resource by its address, and every output by its name, as the state has them.
  async state() {
    const { values = {} } = JSON.parse((await this.run(['show', '-json'])).stdout);
    const resources = values.root_module?.resources ?? [];
    const managed = resources.filter((resource) => resource.mode === 'managed');
    const outputs = Object.entries(values.outputs ?? {}).map(([name, output]) => [name, output.value]);
    return {
      ...Object.fromEntries(managed.map((resource) => [resource.address, resource.values])),
      outputs: Object.fromEntries(outputs),
    };
  }

  /// Imports all of `state` into a second workspace with this configuration, where nothing but that may be planned.
  /// `override` is what cannot be read back: passwords, keys.
  async import(state, override = '') {
    const elsewhere = await this.terraform.workspace(`${this.name}/imported`, this.variables);
    const main = await readFile(path.join(this.directory, 'main.tf'), 'utf8');
    const { outputs, ...resources } = state;
    const blocks = Object.entries(resources).map(
      ([address, { id }]) => `import {\n  to = ${address}\n  id = ${JSON.stringify(id)}\n}\n`,
    );
    await writeFile(path.join(elsewhere.directory, 'main.tf'), main + blocks.join(''));
    await writeFile(path.join(elsewhere.directory, 'main_override.tf'), override);
    const { stdout } = await elsewhere.apply();
    const count = Object.keys(resources).length;
    if (!stdout.includes(`Resources: ${count} imported, 0 added, 0 changed, 0 destroyed.`)) throw new Error(stdout);
    await elsewhere.plansNothing();
    await rm(elsewhere.directory, { recursive: true });
  }
}
