import SourceDiagnostics

/// The C preprocessor as device-tree sources use it: what `cpp -nostdinc -undef -x assembler-with-cpp`
/// does, and dtc's `/include/`, in one walk that keeps the position of every byte.
///
/// Text in which nothing is to be replaced is copied in long stretches; only the uses of macros are taken
/// apart into tokens. A text that grows beyond all proportion ends with a diagnostic.
struct Preprocessor {
  /// How deep macro uses may nest within arguments.
  static let argumentDepthLimit = 200
  /// How many errors are worth telling.
  static let errorLimit = 64
  static let warningLimit = 1000
  /// How many lines of which nothing is left are shown as empty ones, besides one for each byte.
  static let emptyLineLimit = 1 << 20

  /// A file being read.
  struct Cursor {
    var input: Int
    var offset = 0
    var isAtLineStart = true
    /// Without directives and macros: what dtc's own `/include/` brings in.
    var isRaw: Bool
    var conditions: [Condition] = []
  }

  /// An `#if` that waits for its `#endif`.
  struct Condition {
    var place: TextOrigins.Place
    /// Whether one of its groups was taken already.
    var wasTaken: Bool
    var hasElse = false
  }

  /// What is known of an input besides its place in `origins`.
  struct InputText {
    /// The text, its continued lines joined unless it is dtc's own.
    var bytes: [UInt8]
    var path: String
    /// The include folder it came from, or -1.
    var folder: Int
    /// What its line markers say, if it has any.
    var lines: PresumedLines?
  }

  let search: IncludeSearch
  let limits: SourceLimits
  /// Whether dtc's `/include/` brings its file in, or stays, as a preprocessor leaves it.
  var carriesOutIncludes = true
  var sources = SourceMap()
  var diagnostics: [Diagnostic] = []
  var dependencies: [String] = []
  var openings: [FileOpening] = []
  var text: [UInt8] = []
  var origins = TextOrigins()

  var texts: [InputText] = []
  /// Files read before, by path, so that including one again neither reads nor stores it again.
  var known = TextMap<(file: FileID, bytes: [UInt8])>()
  var cursors: [Cursor] = []
  var macros: [Macro] = []
  /// The macro of each symbol, or -1.
  var macroOfSymbol: [Int32] = []
  /// The position that each symbol has among the parameters of the macro that is being defined, or -1.
  var parameterOfSymbol: [Int32] = []
  var contexts: [ExpansionContext] = []
  /// The input that holds the texts of pasted and made-up tokens.
  var scratch = 0
  var counter = 0
  var argumentDepth = 0
  var tokensRead = 0
  var bytesWritten = 0
  /// The bytes of all texts read, and what the included ones of them count.
  var bytesRead = 0
  var bytesIncluded = 0
  var isExhausted = false
  var errorCount = 0
  /// Where in `text` each diagnostic was found.
  var places: [Int] = []
  /// Whether an included file was not found or could not be read.
  var lacksFiles = false
  /// Where in `text` nothing stands because a macro could not be expanded.
  var holes: [Int] = []
  /// The errors behind which the text is still worth reading: a file is missing, or an expansion.
  var harmlessErrors = 0
  /// Whether the text is worth reading for its own errors, in spite of those found here.
  var isTextUsable: Bool { !isExhausted && errorCount == harmlessErrors && errorCount < Self.errorLimit }
  /// The use of a macro that is being expanded, for what must be said about all of its expansion.
  var currentUse = TextOrigins.Place(input: 0, start: 0, end: 0)
  let definedSymbol: Int32
  let variadicSymbol: Int32
  let optionalSymbol: Int32
  /// The paths of files that are not to be included again.
  var onlyOnce = TextMap<Bool>()

  init(search: IncludeSearch, limits: SourceLimits) {
    self.search = search
    self.limits = limits
    definedSymbol = origins.symbols.intern("defined")
    variadicSymbol = origins.symbols.intern("__VA_ARGS__")
    optionalSymbol = origins.symbols.intern("__VA_OPT__")
    scratch = addInput(path: "", bytes: Array("01".utf8), file: nil, includedAt: nil)
    for (name, kind) in [
      ("__FILE__", .file), ("__LINE__", .line), ("__COUNTER__", .counter),
      ("__INCLUDE_LEVEL__", .includeLevel), ("__BASE_FILE__", .baseFile), ("_Pragma", .pragma),
      ("__has_include", .hasInclude), ("__has_include_next", .hasIncludeNext),
    ] as [(String, Macro.Dynamic)] {
      let place = TextOrigins.Place(input: 0, start: 0, end: 0)
      let symbol = origins.symbols.intern(name)
      setMacro(Macro(symbol: symbol, definition: place, dynamic: kind), of: symbol)
    }
  }

  /// Preprocesses a text with some macros defined before it.
  ///
  /// - Parameters:
  ///   - preprocesses: Whether directives and macros mean anything, or only dtc's own `/include/` and line
  ///     markers.
  mutating func run(path: String, bytes: [UInt8], defines: [MacroDefinition], preprocesses: Bool) {
    text.reserveCapacity(bytes.count)
    if preprocesses, !defines.isEmpty {
      let lines = defines.reduce(into: "") { $0 += "#define \($1.name) \($1.value)\n" }
      open(path: "<command line>", bytes: Array(lines.utf8), at: nil, folder: -1, raw: false)
      readAll()
      text.removeAll()
      origins.segments.removeAll()
    }
    bytesRead = bytes.count
    open(path: path, bytes: bytes, at: nil, folder: -1, raw: !preprocesses)
    origins.mainFile = origins.inputs[cursors[0].input].file
    dependencies.append(path)
    openings.append(FileOpening(path: path, offset: 0))
    readAll()
    for input in texts.indices { texts[input].lines?.finish(in: &sources) }
  }

  private mutating func readAll() {
    while !cursors.isEmpty {
      if isExhausted || errorCount >= Self.errorLimit {
        cursors.removeAll()
        return
      }
      if cursors[cursors.count - 1].isRaw { readRawText() } else { readText() }
    }
  }

  /// Begins to read a file.
  mutating func open(path: String, bytes: [UInt8], at place: TextOrigins.Place?, folder: Int, raw: Bool) {
    // What dtc reads without cpp has no line ends but line feeds.
    let bytes = raw ? bytes : LineEnds.unified(bytes)
    let file: FileID
    if let old = known[path] {
      file = old.file
    } else {
      file = sources.add(path: path, text: bytes)
      known[path] = (file, bytes)
    }
    let input: Int
    if raw {
      input = addInput(path: path, bytes: bytes, file: file, includedAt: place, folder: folder)
    } else {
      let joined = LogicalText(bytes)
      input = addInput(path: path, bytes: joined.bytes, file: file, includedAt: place, folder: folder)
      origins.inputs[input].joints = joined.joints
    }
    // A byte order mark says nothing; cpp passes it over, dtc alone does not.
    let start = !raw && bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    cursors.append(Cursor(input: input, offset: start, isRaw: raw))
  }

  mutating func addInput(
    path: String, bytes: [UInt8], file: FileID?, includedAt place: TextOrigins.Place?, folder: Int = -1
  ) -> Int {
    texts.append(InputText(bytes: bytes, path: path, folder: folder))
    origins.inputs.append(TextOrigins.Input(file: file, includedAt: place))
    return texts.count - 1
  }

  func macro(of symbol: Int32) -> Int {
    let index = Int(symbol)
    return index >= 0 && index < macroOfSymbol.count ? Int(macroOfSymbol[index]) : -1
  }

  mutating func setMacro(_ macro: Macro?, of symbol: Int32) {
    let index = Int(symbol)
    guard index >= 0 else { return }
    while macroOfSymbol.count <= index { macroOfSymbol.append(-1) }
    guard let macro else {
      macroOfSymbol[index] = -1
      return
    }
    macros.append(macro)
    macroOfSymbol[index] = Int32(truncatingIfNeeded: macros.count - 1)
  }
}
