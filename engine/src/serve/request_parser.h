// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "serve/http_message.h"

namespace telemetryhub::engine {

/// Why a request is refused before anybody looks at what it asks for.
struct RequestFault {
    unsigned status = 400;
    std::string_view code;     ///< a literal
    std::string_view message;  ///< a literal
};

/// Reads requests one after the other, and refuses every one that two readers could take for
/// different ones.
///
/// What is no request in the strict form of RFC 9112 is refused: nothing is repaired. Trailer
/// fields are refused, because nothing here asks for them.
class RequestParser {
public:
    enum class Body { NeedsMore, Complete, Faulty };

    RequestParser();
    ~RequestParser();
    RequestParser(const RequestParser&) = delete;
    RequestParser& operator=(const RequestParser&) = delete;

    /// Reads a whole head, from its first byte to its empty line. The views in `head` go into
    /// `bytes`; `requestId` is the client's, whatever it is, and `peer` is left as it is.
    std::optional<RequestFault> readHead(std::string_view bytes, std::size_t bodyLimit,
                                         HttpHead& head);

    // About the head that was read.
    [[nodiscard]] bool isVersion11() const;
    [[nodiscard]] bool keepsAlive() const;
    [[nodiscard]] bool expectsContinue() const;
    [[nodiscard]] bool hasBody() const;
    /// Of a body whose length was told.
    [[nodiscard]] std::optional<std::uint64_t> bodyLength() const;

    /// Appends to `body` what `bytes` hold of it; `used` is how many of them belong to the request.
    Body readBody(std::string_view bytes, std::size_t& used, std::string& body);
    /// \pre readBody said Faulty
    [[nodiscard]] RequestFault bodyFault() const;

private:
    class Message;
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace telemetryhub::engine
