/** The texts of the help and of the manual page that are not an option's. */

interface Examples {
  readonly title: string;
  /** A command, then perhaps spaces and what it is for. */
  readonly lines: readonly string[];
}

export const EXAMPLES: readonly Examples[] = [
  {
    title: "Examples:",
    lines: [
      "dlg total                               total of the numbers API",
      "dlg total amounts.txt more/*.txt        files; their grand total",
      "seq 10 | dlg total -                    standard input",
      "dlg total https://example.test/numbers.json",
    ],
  },
  {
    title: "Columns of tables:",
    lines: [
      "dlg total sales.csv.gz --column net",
      "dlg total sales.csv --column 3-         the third to the last",
      "dlg total sales.csv --column net --column tax --by region --by month",
      "dlg total bank.csv --column Betrag --skip-lines 4 --thousands . --decimal ,",
      "dlg total invoices.csv --column amount --money --thousands , --places 2",
      "dlg total access.log --column 10 --delimiter whitespace --no-header",
      "ls -l *.log | dlg total - --column 5 --delimiter whitespace --no-header",
      "ps aux | dlg total - --column RSS --delimiter whitespace --by USER",
      "dlg total readings.csv --column volts --comment '#'",
    ],
  },
  {
    title: "Fields of JSON:",
    lines: [
      "dlg total orders.json --field data.amount",
      "dlg total events.ndjson --field payment.amount --skip-missing",
      "jq .order shop.json | dlg total - --field items.price",
    ],
  },
  {
    title: "Many files:",
    lines: [
      "dlg total 2026-*.tsv --column Total --each",
      "find . -name '*.csv' -print0 | dlg total --files0-from - --column amount",
    ],
  },
];

/** The beginning of `dlg total --help`. */
export const EXAMPLES_TEXT: string = EXAMPLES.map(
  ({ title, lines }) => `${[title, ...lines.map((line) => `  ${line}`)].join("\n")}\n`,
).join("\n");

/** Paragraphs about all that the options cannot say. */
export const NOTES: readonly string[] = [
  `Text is decimal and never rounded: 0.1 0.2 totals 0.3. A total of binary
numbers alone prints the shortest digits that read back as the same binary64;
--exact prints them all.`,
  `The numbers API is NUMBERS_API_URL, with NUMBERS_API_TOKEN (or a file of it,
NUMBERS_API_TOKEN_FILE), NUMBERS_API_FIELD, NUMBERS_API_TIMEOUT_MS and
NUMBERS_API_DEADLINE_MS; where that is unset it is simulated, with NUMBERS_COUNT
and NUMBERS_DELAY_MS. NUMBERS_API_REQUIRED=true refuses simulated numbers; so
does a token or a field.`,
];

export const EXIT_STATUS = `0 total printed; 1 the numbers are bad; 2 the command line is wrong;
3 a source could not be read; 130 interrupted.`;

/** The end of `dlg total --help`. */
export const NOTES_TEXT: string = ["", ...NOTES, `Exit codes: ${EXIT_STATUS}`].join("\n\n").slice(1);

export const MERGE_NOTES = `
Any engine that runs a command with an index runs shards, in any order and as
often as need be; each part counts once:
  seq 0 99 | xargs -P 8 -I{} sh -c 'dlg total --shard {}/100 *.csv > part.{}'
  dlg merge part.*
  dlg merge --missing part.*

dlg total --shard: exit 0, a part was printed, bad numbers among it or not;
3, try again. dlg merge: exit 3, shards are missing.`;

export const LIST_NOTES = `
Without a manifest, each shard asks for the size of every source:
  dlg list *.csv > sources.jsonl
  dlg total --shard 3/100 --manifest sources.jsonl`;

export const VERIFY_NOTES = `
A receipt has the size, SHA-256, count and total of each source, and how they
were read:
  dlg total sales.csv --column net --receipt sales.receipt
  dlg verify sales.receipt
  dlg verify sales.receipt archive/sales.csv
  tr '\\n' '\\0' < moved.txt | dlg verify sales.receipt --files0-from -
  dlg verify sales.receipt --alone        the sources are not read

Its checksum shows damage, not who made it: sign it.
  ssh-keygen -Y sign -f ~/.ssh/id_ed25519 -n dlg sales.receipt

Exit codes: 0 all is equal; 1 a source or a total differs, or the receipt is
damaged; 2 the command line is wrong; 3 a source or the receipt cannot be read.`;

export const WORKER_NOTES = `
Anyone who can write to Redis can make workers read what --allow names:
  export DLG_CLUSTER_KEY=$(openssl rand -base64 32)   for workers and command:
                                      jobs and parts are sealed in Redis
  export DLG_REDIS_URL=redis://127.0.0.1:6379
  dlg worker --allow /data --allow https://numbers.example.test/
  dlg total --cluster /data/*.csv --column net

SIGTERM: it finishes its shards, exit 0. On standard error a line of JSON for
each shard.`;

export const COMPLETION_NOTES = `
In bash (with its package bash-completion), in ~/.bashrc:
  source <(dlg completion bash)
In zsh, in ~/.zshrc, after compinit:
  source <(dlg completion zsh)
In fish:
  dlg completion fish > ~/.config/fish/completions/dlg.fish`;
