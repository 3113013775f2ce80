import { auth0 } from '../auth0.js';

export const dynamic = 'force-dynamic';

export default async function Page() {
  const session = await auth0.getSession();
  return <pre>{JSON.stringify({ user: session?.user ?? null })}</pre>;
}
