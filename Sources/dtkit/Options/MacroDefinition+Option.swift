import DTS

extension MacroDefinition {
  /// Reads `name` or `name=value`, as the value of -D.
  init(option: String) {
    let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    self = parts.count > 1 ? MacroDefinition(parts[0], parts[1]) : MacroDefinition(parts[0])
  }
}
