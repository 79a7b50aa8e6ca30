import DTS
import DeviceTree
import FileSystem
import SourceDiagnostics

extension EditedSource {
  /// Why a source cannot be changed so.
  enum Failure: Error {
    /// An edit or a value that cannot be, wherever it goes.
    case call(CommandError)
    /// The text leaves no way, though the tree may.
    case text(UnusableSource)

    /// A fault at a place of the source as it was.
    init(_ message: String, at range: SourceRange?, help: String? = nil, of original: Original) {
      let diagnostic = Diagnostic(
        .error, message, at: range,
        help: help ?? "change the text by hand, or give -o a name that ends with .dtb, for a blob",
        subject: range == nil ? original.input.path : nil)
      self = .text(
        UnusableSource(
          path: original.input.path, diagnostics: [diagnostic], sources: original.compiled.sources))
    }

    /// What the editor refuses.
    init(_ refusal: SourceEditor.Refusal, of original: Original) {
      self.init(
        "the source cannot be changed: \(refusal.reason)", at: refusal.range, help: refusal.help, of: original
      )
    }

    /// What is told of a changed text that does not compile: of a value that was given, that it cannot be read; else
    /// the place where the text had it before.
    init(
      _ failure: CompileFailure, _ revision: TreeRevision, _ edits: SourceEdits, of original: Original
    ) {
      let first = failure.diagnostics.first { $0.severity == .error }
      let message = "changed so, it would not compile: \(first?.message ?? "there is an error")"
      var help = first?.help
      if !revision.deleted.isEmpty {
        help =
          "what refers to a node that goes must change too: say that in the same call, with another --edit"
      }
      guard let first, let range = first.range else {
        self.init(message, at: nil, help: help, of: original)
        return
      }
      let path = failure.sources[range.file].path
      guard path == original.name else {
        // Its text is the same.
        let place = original.compiled.sources.file(at: path).map {
          SourceRange(file: $0, start: range.start, end: range.end)
        }
        self.init(message, at: place, help: help, of: original)
        return
      }
      if let value = Self.value(at: range.start, revision, edits, in: original.file) {
        let reason = PropertyValue.SourceFailure(reason: first.message.lowercasedFirst, help: first.help)
        self = .call(NodeEdit.unreadable(value, reason))
        return
      }
      let start = edits.originalOffset(of: range.start, in: original.file)
      let end = max(start, edits.originalOffset(of: range.end, in: original.file))
      self.init(
        message, at: SourceRange(file: original.file, start: start, end: end), help: help, of: original)
    }

    /// The value that was written where the changed text has this offset.
    private static func value(
      at offset: Int, _ revision: TreeRevision, _ edits: SourceEdits, in file: FileID
    ) -> String? {
      for (edit, written) in edits.written(in: file)
      where !written.isEmpty && written.lowerBound <= offset && offset <= written.upperBound {
        let found = revision.values.first {
          stands($0.value.utf8, at: offset - written.lowerBound, in: edit.replacement)
        }
        if let found { return found.value }
      }
      return nil
    }

    /// Whether a value stands in a text so that it holds an offset, or ends there: behind a value that lacks its end the
    /// `;` is what is wrong.
    private static func stands(_ value: String.UTF8View, at offset: Int, in text: [UInt8]) -> Bool {
      let last = min(offset, text.count - value.count)
      let first = max(0, offset - value.count)
      guard !value.isEmpty, first <= last else { return false }
      return (first...last).contains { text[$0...].starts(with: value) }
    }
  }
}
