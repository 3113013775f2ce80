// Loaded before the application: what it sends to the issuer's name goes to the server under test.

import tls from 'node:tls';

const { FOOTBRIDGE_DOMAIN, FOOTBRIDGE_PORT } = process.env;
const { connect } = tls;

tls.connect = (options, ...more) => {
  const here = { ...options, host: '127.0.0.1', port: Number(FOOTBRIDGE_PORT), servername: FOOTBRIDGE_DOMAIN };
  return connect(options.host === FOOTBRIDGE_DOMAIN ? here : options, ...more);
};
