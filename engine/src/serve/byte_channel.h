// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace telemetryhub::engine {

/// The bytes to and from one client, in the clear or in TLS.
///
/// It keeps what it reads into and what it sends, so that an operation that the system has not
/// finished never touches memory of an owner that is gone.
///
/// Threads: th-rest.
class ByteChannel {
public:
    enum class Sending { Done, Later };

    /// Who is told, never from inside a call of its own.
    class Owner {
    public:
        Owner() = default;
        Owner(const Owner&) = delete;
        Owner& operator=(const Owner&) = delete;
        /// What `read` asked for; valid during the call.
        virtual void received(std::string_view bytes) = 0;
        /// Everything was sent, after Sending::Later.
        virtual void sent() = 0;
        /// The client ended its side, or the connection broke.
        virtual void ended() = 0;

    protected:
        ~Owner() = default;
    };

    ByteChannel() = default;
    ByteChannel(const ByteChannel&) = delete;
    ByteChannel& operator=(const ByteChannel&) = delete;
    virtual ~ByteChannel() = default;

    /// Nobody is told anything until there is an owner, and nothing more after nullptr.
    virtual void setOwner(Owner* owner) = 0;
    /// Asks for some bytes. \pre no other read waits
    virtual void read() = 0;
    /// What the next `send` begins with; the channel empties it when it was sent.
    [[nodiscard]] virtual std::string& outgoing() = 0;
    /// Sends `outgoing` and then `body`, which may be null. \pre no other send waits
    virtual Sending send(std::shared_ptr<const std::string> body) = 0;
    /// How many bytes the system took so far.
    [[nodiscard]] virtual std::uint64_t sentBytes() const = 0;
    /// Tells the client that nothing more comes.
    virtual void endSending() = 0;
    /// Breaks off whatever goes on.
    virtual void close() = 0;
};

}  // namespace telemetryhub::engine
