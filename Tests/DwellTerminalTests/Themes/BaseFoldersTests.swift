import DwellTerminal
import Testing

struct BaseFoldersTests {
  @Test("The folders of XDG where they are absolute, else those of the home, else none")
  func folders() {
    func both(_ environment: [String: String]) -> [String?] {
      let folders = BaseFolders(environment: environment)
      return [folders.configuration, folders.state]
    }
    #expect(both(["XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s", "HOME": "/h"]) == ["/c", "/s"])
    #expect(
      both(["XDG_CONFIG_HOME": "c", "XDG_STATE_HOME": "s/t", "HOME": "/h"]) == ["/h/.config", "/h/.local/state"])
    #expect(both(["XDG_CONFIG_HOME": "", "XDG_STATE_HOME": "", "HOME": "/h"]) == ["/h/.config", "/h/.local/state"])
    #expect(both(["XDG_STATE_HOME": "s", "HOME": "h"]) == [nil, nil])
    #expect(both([:]) == [nil, nil])
  }
}
