// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "serve/byte_channel.h"
#include "telemetryhub/engine/core/error.h"

/// \file
/// The channels over a socket. Only what has Asio in it anyway includes this.
namespace telemetryhub::engine {

/// Without the any_io_executor of the usual one, which costs at every operation.
using TcpSocket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

[[nodiscard]] std::shared_ptr<ByteChannel> makePlainChannel(TcpSocket socket);

/// A certificate and its key, read.
class TlsIdentity {
public:
    /// Errors: InvalidArgument, naming the file and the remedy.
    static Result<std::unique_ptr<TlsIdentity>> load(const std::string& certificateFile,
                                                     const std::string& keyFile);
    ~TlsIdentity();
    TlsIdentity(const TlsIdentity&) = delete;
    TlsIdentity& operator=(const TlsIdentity&) = delete;

    [[nodiscard]] std::shared_ptr<ByteChannel> makeChannel(TcpSocket socket);

private:
    struct Context;
    explicit TlsIdentity(std::unique_ptr<Context> context);

    std::unique_ptr<Context> m_context;
};

}  // namespace telemetryhub::engine
