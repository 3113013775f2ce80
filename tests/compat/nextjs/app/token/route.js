import { auth0 } from '../../auth0.js';

/// Refreshes the access token, and tells what it is now.
export async function GET() {
  const { token } = await auth0.getAccessToken({ refresh: true });
  return Response.json({ token });
}
