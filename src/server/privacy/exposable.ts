/** What can be open to somebody. `folder`: the shore's whole folder; `keys`: what signs, and what leads to the running shore. */
export const exposable = ['database', 'objects', 'uploads', 'backup', 'folder', 'keys', 'logs'] as const
export type Exposable = (typeof exposable)[number]
