import FileSystem

/// The program `dtc`: it is the tool that it is called as, and dtc under any other name.
///
/// It starts in C, since Embedded Swift knows no command line.
@c(dropin_main)
public func main(_ count: Int32, _ words: UnsafePointer<UnsafePointer<CChar>?>) -> Int32 {
  var call: [String] = []
  for index in 0..<Int(count) {
    if let word = unsafe words[index] { unsafe call.append(String(cString: word)) }
  }
  let name = call.first ?? DropInTool.dtc.rawValue
  let tool = DropInTool(calledAs: name) ?? .dtc
  return tool.run(ToolCall(name: name, arguments: Array(call.dropFirst())))
}
