// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/buffer.hpp>

#include "serve/socket_channels.h"

namespace telemetryhub::engine {

namespace {

class PlainChannel final : public ByteChannel, public std::enable_shared_from_this<PlainChannel> {
public:
    explicit PlainChannel(TcpSocket socket) : m_socket(std::move(socket)) {}

    void setOwner(Owner* owner) override { m_owner = owner; }
    void read() override;
    std::string& outgoing() override { return m_head; }
    Sending send(std::shared_ptr<const std::string> body) override;
    [[nodiscard]] std::uint64_t sentBytes() const override { return m_sentBytes; }
    void endSending() override;
    void close() override;

private:
    using SocketError = boost::system::error_code;

    [[nodiscard]] std::array<boost::asio::const_buffer, 2> rest() const;
    [[nodiscard]] std::size_t total() const {
        return m_head.size() + (m_body ? m_body->size() : 0);
    }
    void sendLater();
    void sentSome(const SocketError& error, std::size_t bytes);
    void forget();

    TcpSocket m_socket;
    Owner* m_owner = nullptr;
    std::array<char, 4096> m_in;
    std::string m_head;
    std::shared_ptr<const std::string> m_body;
    std::size_t m_done = 0;
    std::uint64_t m_sentBytes = 0;
};

void PlainChannel::read() {
    m_socket.async_read_some(
        boost::asio::buffer(m_in),
        [self = shared_from_this()](const SocketError& error, std::size_t bytes) {
            if (self->m_owner == nullptr) return;
            if (error) return self->m_owner->ended();
            self->m_owner->received({self->m_in.data(), bytes});
        });
}

std::array<boost::asio::const_buffer, 2> PlainChannel::rest() const {
    const std::size_t ofHead = std::min(m_done, m_head.size());
    const std::size_t ofBody = m_done - ofHead;
    return {boost::asio::const_buffer(m_head.data() + ofHead, m_head.size() - ofHead),
            m_body ? boost::asio::const_buffer(m_body->data() + ofBody, m_body->size() - ofBody)
                   : boost::asio::const_buffer()};
}

// Most answers fit into the socket at once, and then nothing has to wait.
ByteChannel::Sending PlainChannel::send(std::shared_ptr<const std::string> body) {
    m_body = std::move(body);
    m_done = 0;
    SocketError error;
    const std::size_t bytes = m_body ? m_socket.write_some(rest(), error)
                                     : m_socket.write_some(boost::asio::buffer(m_head), error);
    m_done = bytes;
    m_sentBytes += bytes;
    if (!error && m_done == total()) {
        forget();
        return Sending::Done;
    }
    sendLater();
    return Sending::Later;
}

void PlainChannel::sendLater() {
    m_socket.async_write_some(
        rest(), [self = shared_from_this()](const SocketError& error, std::size_t bytes) {
            self->sentSome(error, bytes);
        });
}

void PlainChannel::sentSome(const SocketError& error, std::size_t bytes) {
    if (m_owner == nullptr) return forget();
    if (error) return m_owner->ended();
    m_done += bytes;
    m_sentBytes += bytes;
    if (m_done < total()) return sendLater();
    forget();
    m_owner->sent();
}

void PlainChannel::forget() {
    m_head.clear();
    m_body.reset();
}

void PlainChannel::endSending() {
    SocketError error;
    m_socket.shutdown(TcpSocket::shutdown_send, error);
}

void PlainChannel::close() {
    SocketError error;
    m_socket.close(error);
}

}  // namespace

std::shared_ptr<ByteChannel> makePlainChannel(TcpSocket socket) {
    return std::make_shared<PlainChannel>(std::move(socket));
}

}  // namespace telemetryhub::engine
