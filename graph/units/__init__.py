"""Units and what they lend: the resource list (资源清单), pairings with communities.

model.py: values · lists.py: pages · store.py: kinds and statements. Acts on pairings stand in
`graph.cobuilding.relationships`.
"""
