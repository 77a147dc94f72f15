"""The router: `compose.mjs` joins the four subgraphs, `check` compares the outcome with the hub."""
