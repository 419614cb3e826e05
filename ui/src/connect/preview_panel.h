// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "connect/preview_words.h"
#include "panels/channel_digits.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTimer;
class QToolButton;
class QTreeWidget;

namespace telemetryhub::ui {

class ElidedLabel;
class PreviewCurve;
class RateSearch;
class RawBytesView;
class Theme;

/// What a source sends, before it becomes a device: its bytes, its channels, its last half minute;
/// and, when nothing is to be seen, why.
///
/// It opens only what it was told to open, and closes it when it goes.
///
/// Threads: main.
class PreviewPanel : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    PreviewPanel(const Theme& theme, QWidget* parent);
    ~PreviewPanel() override;

    /// Opens a source; another one that was open is closed before.
    void open(const engine::DeviceSettings& settings);
    /// Closes it; `why` stands in place of the bytes.
    void close(const QString& why);
    /// Has the operator say when to open: `settings` are opened by a button.
    void offer(const engine::DeviceSettings& settings);
    /// Says why a source cannot be opened, and what helps, without trying.
    void explain(const engine::DeviceSettings& settings, const engine::Error& trouble);
    /// Listens to the serial port that is open at one baud rate after the other.
    void searchRates();
    [[nodiscard]] bool isSearching() const { return m_search != nullptr; }
    [[nodiscard]] bool isOpen() const { return m_feed != nullptr || m_search != nullptr; }
    [[nodiscard]] bool isOffered() const;
    /// What it reads, or would.
    [[nodiscard]] const engine::DeviceSettings& settings() const { return m_settings; }
    /// Whether samples were decoded so far.
    [[nodiscard]] bool sawSamples() const { return m_sawSamples; }
    [[nodiscard]] QString account() const;
    [[nodiscard]] QString causeTitle() const;
    [[nodiscard]] QTreeWidget* channels() const { return m_channels; }

signals:
    /// The operator wants this baud rate.
    void rateChosen(int baud);
    /// The first samples came, or the preview was closed.
    void sightChanged();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeBytes();
    [[nodiscard]] QWidget* makeChannels();
    [[nodiscard]] QWidget* makeCurvePage();
    [[nodiscard]] QWidget* makeWhyPage();
    [[nodiscard]] QWidget* makeCause();
    [[nodiscard]] QWidget* makeSearchRow();
    void applyTheme();
    void refresh();
    void showChannels(const PreviewSnapshot& seen);
    void showWhy(const PreviewSnapshot& seen);
    void showCause(const PreviewCause& cause);
    void showChecks(const std::vector<PreviewCheck>& checks);
    void useRemedy();
    void endSearch(int baud);
    void choosePage(bool why);

    const Theme& m_theme;
    engine::DeviceSettings m_settings;
    std::unique_ptr<PreviewFeed> m_feed;
    std::unique_ptr<RateSearch> m_search;
    std::vector<ChannelDigits> m_digits;
    PreviewCause m_cause;
    QTimer* m_timer;
    QLabel* m_title = nullptr;
    ElidedLabel* m_note = nullptr;
    QLabel* m_account = nullptr;
    RawBytesView* m_bytes;
    QLabel* m_verdict;
    QTreeWidget* m_channels;
    QLabel* m_noChannels;
    QStackedWidget* m_channelPages;
    QPushButton* m_start = nullptr;
    PreviewCurve* m_curve;
    QStackedWidget* m_lower;
    QToolButton* m_why = nullptr;
    QWidget* m_causeBox = nullptr;
    QLabel* m_causeShape = nullptr;
    QLabel* m_causeTitle = nullptr;
    QLabel* m_causeText = nullptr;
    QPushButton* m_remedy = nullptr;
    QPushButton* m_tryRates = nullptr;
    QWidget* m_searchRow = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_checks = nullptr;
    bool m_sawSamples = false;
    bool m_whyByHand = false;
};

}  // namespace telemetryhub::ui
