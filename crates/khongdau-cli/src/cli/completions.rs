//! Arguments of `khongdau completions`.

use clap::Args;
use clap_complete::Shell;

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_HELP)]
pub struct CompletionsArgs {
    /// bash, zsh, fish, powershell or elvish
    #[arg(value_enum, hide_possible_values = true)]
    pub shell: Shell,
}

const COMPLETIONS_HELP: &str = "\
Where shells look for them:
  bash        ~/.local/share/bash-completion/completions/khongdau
  zsh         _khongdau in a folder of $fpath
  fish        ~/.config/fish/completions/khongdau.fish
  powershell  khongdau completions powershell | Out-String | Invoke-Expression
  elvish      eval (khongdau completions elvish | slurp)

Example:
  khongdau completions fish > ~/.config/fish/completions/khongdau.fish";
