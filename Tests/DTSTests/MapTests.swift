@testable import DTS
import DeviceTree
import TestSupport
import Testing

/// The tables that stand in for dictionaries do what dictionaries do.
@Suite struct MapTests {
  @Test func aTextMapIsADictionary() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    var map = TextMap<Int>()
    var dictionary: [String: Int] = [:]
    for round in 0..<2000 {
      let text = String(repeating: "l", count: Int.random(in: 0...3, using: &generator)) + "\(round % 97)"
      #expect(map[text] == dictionary[text], "seed \(seed)")
      let value = round % 5 == 0 ? nil : round
      map[text] = value
      dictionary[text] = value
    }
    #expect(Set(map.keys) == Set(dictionary.keys), "seed \(seed)")
  }

  @Test func aNumberMapIsADictionary() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    var map = NumberMap<Int>()
    var dictionary: [UInt32: Int] = [:]
    for round in 0..<2000 {
      let number = UInt32.random(in: 0...300, using: &generator) &* 0x0100_0001
      #expect(map[number] == dictionary[number], "seed \(seed)")
      map.set(round, for: number)
      dictionary[number] = round
    }
  }

  @Test func aNodeMapGrowsWithItsNodes() {
    var tree = DeviceTree()
    let nodes = (0..<10).map { tree.addNode("n\($0)", to: tree.root) }
    var map = NodeMap<String>()
    #expect(map.isEmpty)
    map[nodes[7]] = "seven"
    #expect(map[nodes[7]] == "seven")
    #expect(map[nodes[6]] == nil && map[nodes[9]] == nil)
    map[nodes[7]] = nil
    #expect(map[nodes[7]] == nil)
  }
}
