/// A macro as `#define` made it.
struct Macro: Sendable {
  /// Its name, as a number of the symbol table.
  var symbol: Int32
  /// The parameters' names; nil for an object-like macro.
  var parameters: [Int32]?
  /// Whether the last parameter takes all further arguments.
  var isVariadic = false
  /// The replacement, with parameters, `#` and `##` already told apart.
  var body: [PreprocessingToken] = []
  /// What stands in each `__VA_OPT__( )` of the replacement.
  var optionals: [[PreprocessingToken]] = []
  /// Where the replacement stands, while nobody needed it: then `body` is still to be filled.
  var unread: TextOrigins.Place?
  /// Whether the replacement has `##`, so that it must be put together at every use.
  var pastes = false
  /// Where the name stands in the `#define`.
  var definition: TextOrigins.Place
  /// Set while its expansion is being read: it is not replaced within itself.
  var isActive = false
  /// A macro whose replacement is made at each use.
  var dynamic: Dynamic?

  enum Dynamic: Sendable {
    case file
    case line
    case counter
    case includeLevel
    case baseFile
    case pragma
    case hasInclude
    case hasIncludeNext
  }
}

/// A list of tokens being read in place of a macro or an argument.
struct ExpansionContext {
  var tokens: [PreprocessingToken]
  var index = 0
  /// The macro to make usable again at the end, or -1.
  var macro: Int
  /// The expansion that the tokens belong to, or -1 if each knows its own.
  var expansion: Int32
}
