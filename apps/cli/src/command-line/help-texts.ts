/** The beginning of `dlg total --help`. */
export const EXAMPLES = `Examples:
  dlg total                               total of the numbers API
  dlg total amounts.txt more/*.txt        files; their grand total
  seq 10 | dlg total -                    standard input
  dlg total sales.csv --column amount
  dlg total sales.csv.gz --column amount --by region
  dlg total https://example.test/numbers.json
  dlg total events.ndjson --field payment.amount
`;

export const NOTES = `
Text is decimal and never rounded: 0.1 0.2 totals 0.3. A total of binary
numbers alone prints the shortest digits that read back as the same binary64;
--exact prints them all.

The numbers API is NUMBERS_API_URL, with NUMBERS_API_TOKEN, NUMBERS_API_FIELD,
NUMBERS_API_TIMEOUT_MS and NUMBERS_API_DEADLINE_MS; where that is unset it is
simulated, with NUMBERS_COUNT and NUMBERS_DELAY_MS. NUMBERS_API_REQUIRED=true
refuses simulated numbers; so does a token or a field.

Exit codes: 0 total printed; 1 the numbers are bad; 2 the command line is wrong;
3 a source could not be read; 130 interrupted.`;

export const COMPLETION_NOTES = `
In bash (with its package bash-completion), in ~/.bashrc:
  source <(dlg completion bash)
In zsh, in ~/.zshrc, after compinit:
  source <(dlg completion zsh)
In fish:
  dlg completion fish > ~/.config/fish/completions/dlg.fish`;
