// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/response_head.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>

namespace telemetryhub::engine {

namespace {

void appendDecimal(std::string& out, std::uint64_t number) {
    std::array<char, 20> digits{};
    out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr);
}

void appendField(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += value;
    out += "\r\n";
}

/// What is neither an error nor a success has no body.
bool hasNoBody(unsigned status) {
    return status == 204 || status == 304;
}

}  // namespace

std::string_view reasonPhrase(unsigned status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 207: return "Multi-Status";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        default: return "Unknown";
    }
}

void appendResponseHead(std::string& out, const HttpResponse& response,
                        const ResponseFrame& frame) {
    out += "HTTP/1.1 ";
    appendDecimal(out, response.status);
    out += ' ';
    out += reasonPhrase(response.status);
    out += "\r\n";
    appendField(out, "Date: ", frame.date);
    if (!hasNoBody(response.status)) {
        if (!response.contentType.empty()) appendField(out, "Content-Type: ", response.contentType);
        if (frame.bodyLength) {
            out += "Content-Length: ";
            appendDecimal(out, *frame.bodyLength);
            out += "\r\n";
        } else if (frame.isChunked) {
            out += "Transfer-Encoding: chunked\r\n";
        }
    }
    appendField(
        out, "Connection: ", frame.persistence == Persistence::KeepAlive ? "keep-alive" : "close");
    appendField(out, "X-Request-Id: ", frame.requestId);
    out += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    out += response.fields;
    out += "\r\n";
}

std::string_view HttpDate::text(std::int64_t wallNs) {
    const std::int64_t second = wallNs / 1'000'000'000;
    if (second == m_second) return m_text;
    m_second = second;
    const auto time = static_cast<std::time_t>(second);
    std::tm parts{};
#if defined(_WIN32)
    gmtime_s(&parts, &time);
#else
    gmtime_r(&time, &parts);
#endif
    // The names of days and months are those of HTTP in every locale.
    static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed",
                                                      "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::array<char, 64> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                      kDays[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                      kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                      parts.tm_hour, parts.tm_min, parts.tm_sec);
    m_text.assign(text.data(), static_cast<std::size_t>(length));
    return m_text;
}

}  // namespace telemetryhub::engine
