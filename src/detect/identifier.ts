/**
 * True when words that programmers put into names make up a good part of the text: `authClientCreateTokenRequestBody`,
 * `APIAuditLogChangeKeyAFKChannelId`, `STS.assumeRoleWithSAML`. Names change between upper and lower case as often as
 * tokens do, and stand where tokens stand: `export type TokenResult = …`, `import { Token, … }`.
 *
 * A word counts only as a whole segment, from a capital, a digit or a symbol to the next. Eight such letters come up in
 * less than one of a thousand million random tokens; the tests draw some to see that none is taken for a name.
 */
export function isIdentifier(text: string): boolean {
  let letters = 0;
  for (const [segment] of text.matchAll(SEGMENT))
    if (NAME_WORDS.has(segment.toLowerCase().replace(/(?<=[a-z]{3})s$/, ''))) letters += segment.length;
  return letters >= FEWEST_LETTERS;
}

const SEGMENT = /[A-Z]?[a-z]{3,}|[A-Z]{4,}(?![a-z])/g;

const FEWEST_LETTERS = 8;

/** In the singular, four letters and more: shorter ones could come up by chance. */
const NAME_WORDS: ReadonlySet<string> = new Set(
  `abort acces account action active adapter admin agent alia allow application argument array asset assignment
  assume async attribute audience audit authenticate authentication authority authorization authorize auto
  availability batch binary block body bool boolean bound bucket buffer build builder bundle button byte cache
  call callback cancel certificate change channel character check child children chunk clas client cloud code
  collection color column command comment commit common compare complete component condition config configuration
  configure confirm connect connection constant consumer container content context control controller convert
  cookie copy count create creation credential cursor custom customer data database date debug decode decoder
  decoration decrypt default define definition delete deployment description descriptor destination detail device
  dialog directory disable display document domain download driver editor element email enable encode encoder
  encoding encrypt endpoint engine entity entry enum environment error event exception exchange execute execution
  expiration expire export expression factory feature federation fetch field file filter find flag flow folder
  font form format frame from function gateway generate generator global grant graph group guild handle handler
  hash header helper host html http icon identifier identity image import index info information init initial
  initialize inline input instance integration interface internal invalid invite issue item iterator json language
  layer layout length level library license limit line link list listener load loader local location login logout
  lookup main manage management manager manifest mapping mask master match member memory menu message metadata
  method metric middleware missing mode model modify module monitor name namespace native network node
  notification null number object offset open operation operator option order organization origin output override
  owner package page pagination parameter parent parse parser partition password patch path payload permission
  pipeline platform plugin point policy pool port position post prefix preview primary private proces processor
  product profile program project promise prompt property protocol provider proxy public publish query queue range
  rate read reader receive record redirect reference refresh region register registration registry release remote
  remove render replace report repository request require reset resolve resolver resource response restore result
  retry return review revoke role room root route router rule runtime sample scan schedule schema scope screen
  script search secret section secure security segment select selection selector self send serialize serializer
  server service session setting setup share shared sign signature signer signing simple single size snapshot
  socket sort source stack standard start state statement static statistic statu step storage store strategy
  stream string structure style submit subscription succes suffix summary support switch symbol sync syntax system
  table target task team template tenant test text theme thread throttle time timeout timestamp title toggle token
  tokenizer trace track transaction transform transport tree trigger type undefined unique unit unknown update
  updated upload usage user username util valid validate validation validator value variable vector verification
  verifier verify version view virtual visible volume watch webhook widget width window with without word work
  worker workflow workspace wrapper write writer zone`.split(/\s+/),
);
