// node compose.mjs [SDL_FOLDER] [OUT_FOLDER]
// Composes the SDLs of the four owners into supergraph.graphql (what the router runs) and api.graphql (what its
// clients see). Exit code 1 and the composer's words if they do not fit together.
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const sdl = process.argv[2] ?? join(here, '../../schema/sdl');
const out = process.argv[3] ?? here;

// The ports of `hub router`; a deployment gives its own addresses to the router, not to the composer.
const FIRST_PORT = 8101;
const OWNERS = ['units', 'members', 'communities', 'cobuilding'];

const services = OWNERS.map((name, place) => ({
  name,
  url: `http://127.0.0.1:${FIRST_PORT + place}/graphql`,
  typeDefs: parse(readFileSync(join(sdl, `${name}.graphql`), 'utf8')),
}));
const result = composeServices(services);
if (compositionHasErrors(result)) {
  for (const error of result.errors) console.error(`${error.extensions?.code ?? ''} ${error.message}`.trim());
  process.exit(1);
}
writeFileSync(join(out, 'supergraph.graphql'), `${result.supergraphSdl.trim()}\n`);
writeFileSync(join(out, 'api.graphql'), `${result.publicSdl.trim()}\n`);
