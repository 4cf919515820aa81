/** The first file of every archive, for whoever opens it in ten years without anything else. */
export const archiveReadme = `# An account of Onshore, as one archive

Everything that a shore held of one account when it was made: see archive.json for which and when.

- account.json: the profile, its settings, and how it stands.
- videos.json: every clip with its words, times and counts; its files are in media/, by the clip's id.
- comments.json: what the account wrote; received.json: what others wrote under its clips.
- likes, reposts, saves and collections, following and followers, blocks, mutes, muted (tags, sounds, words), tags (followed), mentions.
- notices.json: the inbox. decisions.json, appeals.json, reports.json, requests.json: what was decided about it, and what it said and asked.
- sessions, passkeys and tokens: their names and times. What opens them is not here, and not known to the shore.
- schemas/: a JSON Schema (draft 2020-12) for each JSON file.
- SHA256SUMS: check every file with \`sha256sum -c SHA256SUMS\`. archive.json holds the SHA-256 of SHA256SUMS, and proof.json the
  shore's signature over archive.json: Ed25519 over "onshore-archive/1", a line feed, and the hex SHA-256 of archive.json, by the key
  that the shore declares at /.well-known/onshore.json.

Times are RFC 3339 in UTC, sizes are bytes, durations are milliseconds. Of other people it holds handles, and what they said to this account.

# Un compte d'Onshore, en une archive

Tout ce qu'un rivage conservait d'un compte au moment où elle a été faite : archive.json dit lequel, et quand.

- account.json : le profil, ses réglages et sa situation.
- videos.json : chaque clip avec ses mots, ses dates et ses compteurs ; ses fichiers sont dans media/, sous l'identifiant du clip.
- comments.json : ce que le compte a écrit ; received.json : ce que d'autres ont écrit sous ses clips.
- likes, reposts, saves et collections, following et followers, blocks, mutes, muted (mots-clés, sons, mots), tags (suivis), mentions.
- notices.json : la boîte de réception. decisions.json, appeals.json, reports.json, requests.json : ce qui a été décidé, et ce que le compte en a dit et demandé.
- sessions, passkeys et tokens : leurs noms et leurs dates. Ce qui les ouvre n'est pas ici, et le rivage ne le connaît pas.
- schemas/ : un schéma JSON (2020-12) pour chaque fichier JSON.
- SHA256SUMS : vérifiez chaque fichier par \`sha256sum -c SHA256SUMS\`. archive.json contient le SHA-256 de SHA256SUMS, et proof.json
  la signature du rivage sur archive.json.
`
