import DTS
import DeviceTreeLint
import FileSystem
import SourceDiagnostics

/// What a verb says, in the form that was asked for: an answer, and the findings beside it.
///
/// As text, findings go to standard error as they come. An object has them as its last member, and a log has nothing
/// else.
struct Answer {
  let form: AnswerForm
  /// Whether standard output has a result, such as a blob; what is said besides then goes to standard error.
  var outputIsTaken = false
  private var findings: [JSONValue] = []
  /// Made where it is asked for: what is called for each of a thousand files does without.
  private var log: SARIFLog?

  init(_ form: AnswerForm) {
    self.form = form
    if form == .sarif { log = .ofDtkit }
  }

  /// Tells findings.
  mutating func tell(_ diagnostics: [Diagnostic], sources: SourceMap) {
    switch form {
    case .text: Findings.print(diagnostics, sources: sources)
    case .json: findings += diagnostics.map { Findings.json($0, sources: sources) }
    case .sarif: log?.add(diagnostics, sources: sources)
    }
  }

  /// Tells what the compiler warned of.
  mutating func tellWarnings(of input: TreeInput) {
    if let compiled = input.compiled { tell(input.warnings, sources: compiled.sources) }
  }

  /// Tells findings of lint, for machines with the mends that can be made in the text.
  mutating func tell(_ list: [Finding], of input: TreeInput) {
    let sources = input.compiled?.sources ?? SourceMap()
    switch form {
    case .text: Findings.print(list.map { $0.diagnostic(file: input.path) }, sources: sources)
    case .json: findings += list.map { $0.json(compiled: input.compiled, file: input.path) }
    case .sarif: log?.add(list.map { $0.logged(of: input) }, sources: sources)
    }
  }

  /// Says in a log where that stands which the other forms have in their answer.
  mutating func point(to places: @autoclosure () -> [Diagnostic], in sources: SourceMap?) {
    if log != nil { log?.add(places(), sources: sources ?? SourceMap()) }
  }

  /// Gives the answer, once all findings are told; a log leaves it out.
  func give(_ text: @autoclosure () -> String, json members: @autoclosure () -> [(String, JSONValue)]) {
    switch form {
    case .text:
      if !outputIsTaken { Files.print(text()) }
    case .json:
      var members = members()
      if !members.contains(where: { $0.0 == "findings" }) { members.append(("findings", .array(findings))) }
      write(.object(members))
    case .sarif: break
    }
  }

  /// Writes the log if one was asked for.
  func end() {
    if let log { write(log.json) }
  }

  private func write(_ json: JSONValue) {
    Files.print(json.text() + "\n", to: outputIsTaken ? .standardError : .standardOutput)
  }

  /// Ends without an answer, because of these errors.
  mutating func end(_ errors: [Diagnostic], sources: SourceMap, _ members: [(String, JSONValue)]) {
    tell(errors, sources: sources)
    give("", json: members)
    end()
  }
}
