import DeviceTree
import Testing

@Suite("Patterns of paths")
struct PathPatternTests {
  @Test(arguments: [
    ("/soc/serial@*", "/soc/serial@1fe0", true), ("/soc/*", "/soc/a/b", false), ("/soc/**", "/soc/a/b", true),
    ("/*/b", "/a/b", true), ("/*", "/", false), ("/**", "/", true), ("port", "/a/ports/port", true),
    ("port", "/a/port/b", false),
    ("/a?", "/ab", true), ("/a?b", "/a/b", false), ("**/endpoint", "/x/y/endpoint", true), ("/", "/", true),
    ("/", "/a", false), ("", "/", true), ("/a*b*c", "/aXbYbZc", true), ("/a*b*c", "/aXbY", false),
  ])
  func matches(pattern: String, path: String, expected: Bool) {
    #expect(PathPattern(pattern).matches(path) == expected)
    var tree = DeviceTree()
    var node = tree.root
    for name in path.split(separator: "/") { node = tree.addNode(String(name), to: node) }
    #expect(tree.nodes(matching: PathPattern(pattern)).contains(node) == expected)
  }

  @Test("Many stars take no more than the product of the lengths")
  func stars() {
    let pattern = PathPattern("/" + String(repeating: "*a", count: 200))
    #expect(!pattern.matches("/" + String(repeating: "a", count: 2000) + "b"))
  }

  @Test func nodesAreSaidByPathAliasAndLabel() {
    var tree = DeviceTree()
    let soc = tree.addNode("soc", to: tree.root)
    let uart = tree.addNode("serial@1000", to: soc)
    tree.addLabel("uart0", to: .node(uart))
    tree.set("serial0", to: .string("/soc/serial@1000"), of: tree.addNode("aliases", to: tree.root))
    for name in ["/soc/serial@1000", "/soc/serial", "serial0", "&uart0", "&{/soc/serial@1000}"] {
      #expect(tree.node(meantBy: name) == uart, "\(name)")
    }
    #expect(tree.node(meantBy: "uart0") == nil)
    #expect(tree.suggestion(forNodeMeantBy: "&uart1") == "&uart0")
    #expect(tree.suggestion(forNodeMeantBy: "uart0") == "&uart0")
    #expect(tree.suggestion(forNodeMeantBy: "&{/soc/serial}") == "&{/soc/serial@1000}")
    #expect(tree.suggestion(forNodeMeantBy: "serial1") == "serial0")
    #expect(tree.suggestion(forNodeMeantBy: "/soc/seral@1000") == "/soc/serial@1000")
  }
}
