import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of a drawing or page, as an XML reader sees it.
final class Element {
  let name: String
  let attributes: [String: String]
  fileprivate(set) var children: [Element] = []
  /// The text directly in it.
  fileprivate(set) var text = ""

  init(_ name: String, _ attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  /// It and everything below it, in order.
  var all: [Element] { [self] + children.flatMap(\.all) }
  /// The text in it and below it, in order; not kept for the largest elements.
  fileprivate(set) var wholeText = ""
  /// Its classes.
  var classes: [String] { (attributes["class"] ?? "").split(separator: " ").map(String.init) }

  func number(_ attribute: String) -> Double { attributes[attribute].flatMap(Double.init) ?? .nan }
  func first(_ name: String) -> Element? { all.first { $0.name == name } }
  func first(class name: String) -> Element? { all.first { $0.classes.contains(name) } }
  func all(class name: String) -> [Element] { all.filter { $0.classes.contains(name) } }
}

/// Reads well-formed XML; nil if it is not.
enum Markup {
  static func read(_ text: String) -> Element? {
    let reader = Reader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    return parser.parse() ? reader.root : nil
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var root: Element?
    private var open: [Element] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      let element = Element(name, attributes)
      if let parent = open.last { parent.children.append(element) } else { root = element }
      open.append(element)
    }

    func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
      open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { add(string) }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
      add(String(decoding: block, as: UTF8.self))
    }

    private func add(_ text: String) {
      open.last?.text += text
      for element in open where !["html", "body", "svg"].contains(element.name) { element.wholeText += text }
    }
  }
}
