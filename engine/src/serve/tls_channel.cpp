// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "serve/key_file.h"
#include "serve/socket_channels.h"

namespace telemetryhub::engine {

namespace {

namespace ssl = boost::asio::ssl;
using TlsError = boost::system::error_code;

class TlsChannel final : public ByteChannel, public std::enable_shared_from_this<TlsChannel> {
public:
    TlsChannel(TcpSocket socket, ssl::context& context) : m_stream(std::move(socket), context) {}

    void setOwner(Owner* owner) override { m_owner = owner; }
    void read() override;
    std::string& outgoing() override { return m_head; }
    Sending send(std::shared_ptr<const std::string> body) override;
    [[nodiscard]] std::uint64_t sentBytes() const override { return m_sentBytes; }
    void endSending() override;
    void close() override;

private:
    void readSome();
    void sendSome();
    void sentSome(const TlsError& error, std::size_t bytes);
    void forget();

    ssl::stream<TcpSocket> m_stream;
    Owner* m_owner = nullptr;
    bool m_isOpen = false;    ///< the handshake is done
    bool m_isEnding = false;  ///< the farewell was sent
    std::array<char, 4096> m_in;
    std::string m_head;
    std::shared_ptr<const std::string> m_body;
    std::size_t m_done = 0;
    std::uint64_t m_sentBytes = 0;
};

// The handshake is part of the first read, and so within the deadline of the first head.
void TlsChannel::read() {
    if (m_isEnding) return;
    if (m_isOpen) return readSome();
    m_stream.async_handshake(ssl::stream_base::server,
                             [self = shared_from_this()](const TlsError& error) {
                                 if (self->m_owner == nullptr) return;
                                 if (error) return self->m_owner->ended();
                                 self->m_isOpen = true;
                                 self->readSome();
                             });
}

void TlsChannel::readSome() {
    m_stream.async_read_some(boost::asio::buffer(m_in),
                             [self = shared_from_this()](const TlsError& error, std::size_t bytes) {
                                 if (self->m_owner == nullptr) return;
                                 if (error) return self->m_owner->ended();
                                 self->m_owner->received({self->m_in.data(), bytes});
                             });
}

ByteChannel::Sending TlsChannel::send(std::shared_ptr<const std::string> body) {
    m_body = std::move(body);
    m_done = 0;
    sendSome();
    return Sending::Later;
}

// OpenSSL takes one buffer at a time.
void TlsChannel::sendSome() {
    const bool isHead = m_done < m_head.size();
    const std::size_t before = isHead ? 0 : m_head.size();
    const std::string& part = isHead ? m_head : *m_body;
    m_stream.async_write_some(
        boost::asio::buffer(part.data() + (m_done - before), part.size() - (m_done - before)),
        [self = shared_from_this()](const TlsError& error, std::size_t bytes) {
            self->sentSome(error, bytes);
        });
}

void TlsChannel::sentSome(const TlsError& error, std::size_t bytes) {
    if (m_owner == nullptr) return forget();
    if (error) return m_owner->ended();
    m_done += bytes;
    m_sentBytes += bytes;
    if (m_done < m_head.size() + (m_body ? m_body->size() : 0)) return sendSome();
    forget();
    m_owner->sent();
}

void TlsChannel::forget() {
    m_head.clear();
    m_body.reset();
}

// Waits for the client's own farewell; the owner's deadline ends that.
void TlsChannel::endSending() {
    m_isEnding = true;
    m_stream.async_shutdown([self = shared_from_this()](const TlsError&) {
        if (self->m_owner != nullptr) self->m_owner->ended();
    });
}

void TlsChannel::close() {
    TlsError error;
    m_stream.next_layer().close(error);
}

}  // namespace

struct TlsIdentity::Context {
    ssl::context context{ssl::context::tls_server};
};

TlsIdentity::TlsIdentity(std::unique_ptr<Context> context) : m_context(std::move(context)) {}
TlsIdentity::~TlsIdentity() = default;

Result<std::unique_ptr<TlsIdentity>> TlsIdentity::load(const std::string& certificateFile,
                                                       const std::string& keyFile) {
    if (auto checked = checkKeyFile(keyFile); !checked) return checked.error();
    auto context = std::make_unique<Context>();
    ssl::context& tls = context->context;
    tls.set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 |
                    ssl::context::no_tlsv1_1 | ssl::context::no_compression);
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_options(tls.native_handle(), SSL_OP_NO_RENEGOTIATION);
    // An idle connection keeps no buffers.
    SSL_CTX_set_mode(tls.native_handle(), SSL_MODE_RELEASE_BUFFERS);
    TlsError error;
    tls.use_certificate_chain_file(certificateFile, error);
    if (error)
        return Error{ErrorCode::InvalidArgument,
                     "The certificate " + certificateFile + " cannot be used (" + error.message() +
                         "). It must be a PEM file; `telemetryhub make-cert` makes one."};
    tls.use_private_key_file(keyFile, ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(tls.native_handle()) != 1)
        return Error{ErrorCode::InvalidArgument,
                     "The key " + keyFile + " cannot be used" +
                         (error ? " (" + error.message() + ")" : std::string()) +
                         ". It must be the PEM key of " + certificateFile +
                         ", without a password."};
    return std::unique_ptr<TlsIdentity>(new TlsIdentity(std::move(context)));
}

std::shared_ptr<ByteChannel> TlsIdentity::makeChannel(TcpSocket socket) {
    return std::make_shared<TlsChannel>(std::move(socket), m_context->context);
}

}  // namespace telemetryhub::engine
