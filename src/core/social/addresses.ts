// What stands at the end of most addresses that strangers drop; any other ending counts where a path follows it.
const endings =
  'com|net|org|info|biz|io|co|me|app|dev|xyz|top|site|online|shop|store|club|live|vip|link|click|icu|pro|tv|cc|ws|ru|cn|tk|ml|ga|cf|gq|ca|fr|de|uk|eu|be|ch|us|es|it|nl|pl|br|in|ly|gg|ai|example'
const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?`
const address = new RegExp(
  [
    String.raw`[a-z][a-z0-9+.-]*:\/\/`,
    String.raw`(?<![\p{L}\p{N}])www\.`,
    String.raw`(?<![@\p{L}\p{N}._-])(?:${label}\.)+(?:${endings}|xn--[a-z0-9-]+)(?![\p{L}\p{N}_-])`,
    String.raw`(?<![@\p{L}\p{N}._-])(?:${label}\.)+\p{L}{2,}(?::\d+)?\/[^\s/]`,
    String.raw`(?<![\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?:[:/])`,
  ].join('|'),
  'iu',
)

/** Whether a text leads elsewhere, written out or as people shorten it. Names of people, decimals and e-mail addresses lead nowhere. */
export function holdsLink(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[。．｡]/g, '.')
    .replace(/[⁄∕]/g, '/')
  return address.test(plain)
}
