import DeviceTree

/// Where a brace is missing or one too many: the lines' indentation tells more often than not.
extension Parser {
  /// Says that a node is not ended, and which one may really be it.
  mutating func reportOpen(_ frame: Frame, _ before: String) {
    var notes = [("its '{' is here", frame.brace)]
    if let brace = leftBrace {
      notes.append(("this '}' ends a block that begins further right: is one missing before it?", brace))
    }
    builder.report(
      "the node '\(builder.displayName(of: frame.node))' is not ended\(before): '};' is missing",
      at: token.range,
      notes: notes)
  }

  /// Notes a brace that does not stand where the line of its block begins: there is one too few before it, or one
  /// too many.
  mutating func noteBrace(_ brace: Range<Int>, of frame: Frame) {
    guard let own = lexer.indentation(of: brace.lowerBound),
      let begin = lexer.indentation(of: frame.start), own != begin
    else { return }
    if own < begin {
      leftBrace = frames.isEmpty ? nil : leftBrace ?? brace
    } else if frames.isEmpty, endedFrame == nil {
      endedFrame = (frame, brace)
    }
  }

  /// Says that a block of the top level begins within another, which is ended with it; returns whether it is so.
  mutating func reportOpenBefore() -> Bool {
    switch token.kind {
    case .labelReference, .pathReference: break
    default: guard token.isSymbol("/") else { return false }
    }
    var probe = lexer
    guard let frame = frames.last, probe.next().isSymbol("{"), let own = lexer.indentation(of: token.start),
      own <= lexer.indentation(of: frame.start) ?? .max
    else { return false }
    reportOpen(frame, " before \(spelling(of: token))")
    settleProperties()
    frames.removeAll()
    return true
  }

  /// An item outside of all nodes, behind a node that ended where the brace of another should stand: says so, and
  /// reads on as if that brace were not there.
  mutating func reopen() -> Bool {
    guard let (ended, brace) = endedFrame else { return false }
    var frame = ended
    endedFrame = nil
    builder.report(
      "'\(string(token.range))' stands outside of all nodes", at: token.range,
      notes: [
        (
          "'\(builder.displayName(of: frame.node))' is ended by this '}', which stands too far right for it",
          brace
        )
      ],
      help: "there may be one '};' too many before it")
    frame.hasSubnodes = true
    frame.orderWasReported = true
    frames.append(frame)
    readItems()
    return true
  }
}

extension Lexer {
  /// How far right the first character of a line stands; nil for one that is not the first.
  func indentation(of offset: Int) -> Int? {
    var index = offset
    var columns = 0
    while index > 0, text[index - 1].isBlank, offset - index < 400 {
      index -= 1
      columns += text[index] == UInt8(ascii: "\t") ? 8 : 1
    }
    return index == 0 || text[index - 1] == UInt8(ascii: "\n") ? columns : nil
  }
}
