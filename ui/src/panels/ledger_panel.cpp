// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/ledger_panel.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include "panels/row_painting.h"
#include "theme/icon_engine.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kRowHeight = 24;
constexpr int kPad = 8;
constexpr int kLeastName = 90;

/// Paints a count, the sum in bold below a line, the check mark of a closed row.
class LedgerDelegate final : public QStyledItemDelegate {
public:
    LedgerDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const ThemeColors& c = m_theme.colors();
        const bool sum = index.data(LedgerModel::SumRole).toBool();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        if (selected) painter->fillRect(option.rect, c.selection);
        if (sum)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(option.rect.width(), 1)),
                              c.border);
        if (index.column() == LedgerModel::Closed)
            paintMark(*painter, option.rect, index.data(LedgerModel::ClosedRole).toBool());
        else
            paintText(*painter, option, index, sum);
        if (option.state.testFlag(QStyle::State_HasFocus)) paintFocusRing(*painter, option.rect, c);
        painter->restore();
    }

private:
    void paintMark(QPainter& painter, const QRect& cell, bool closed) const {
        const QRect mark(cell.right() - kRowEdge - 13, cell.top() + (cell.height() - 14) / 2, 14,
                         14);
        if (closed)
            paintIcon(painter, mark, QStringLiteral("check"), m_theme.colors().measuring);
        else
            paintAlarmShape(painter, mark, AlarmLevel::Critical, m_theme.colors());
    }

    void paintText(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                   bool sum) const {
        const ThemeColors& c = m_theme.colors();
        const bool loss = index.data(LedgerModel::LossRole).toBool();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter.setFont(sum || loss ? semibold(m_theme.smallFont()) : m_theme.smallFont());
        painter.setPen(selected ? c.selectionText : loss ? c.warning : c.text);
        const QString text = index.data().toString();
        if (index.column() == LedgerModel::Device)
            paintElided(painter, option.rect.adjusted(kRowEdge, 0, -4, 0), text, Qt::ElideRight);
        else
            paintRight(painter, option.rect.adjusted(2, 0, -kPad / 2, 0), text);
    }

    const Theme& m_theme;
};

}  // namespace

LedgerPanel::LedgerPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_model(new LedgerModel(this)),
      m_view(new QTableView(this)),
      m_shape(new QLabel(this)),
      m_sentence(new QLabel(this)) {
    setUpView();
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->setAccessibleName(tr("What was lost or discarded"));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(kRowEdge, 4, kRowEdge, 6);
    foot->setSpacing(8);
    foot->addWidget(m_shape, 0, Qt::AlignTop);
    foot->addWidget(m_sentence, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addLayout(foot);
    m_shape->hide();
    m_sentence->hide();
    connect(&theme, &Theme::changed, this, &LedgerPanel::applyTheme);
    applyTheme();
}

void LedgerPanel::setUpView() {
    m_view->setModel(m_model);
    m_view->setItemDelegate(new LedgerDelegate(m_theme, this));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setAccessibleName(tr("Ledger"));
    m_view->setTabKeyNavigation(false);
    m_view->setCornerButtonEnabled(false);
    m_view->setWordWrap(false);
    m_view->viewport()->installEventFilter(this);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->setSectionsClickable(false);
    m_view->horizontalHeader()->setMinimumSectionSize(24);
}

void LedgerPanel::applyTheme() {
    setOwnBrush(*m_view, QPalette::Base, m_theme.colors().surface);
    m_model->setHeaderFont(m_theme.smallFont());
    m_sentence->setFont(m_theme.smallFont());
    const int row = std::max(kRowHeight, QFontMetrics(m_theme.smallFont()).height() + 6);
    m_view->verticalHeader()->setDefaultSectionSize(row);
    m_view->horizontalHeader()->setFixedHeight(row);
    m_widths.fill(0);
    fitColumns();
}

void LedgerPanel::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    m_model->display(*snapshot);
    fitColumns();
    const QString sentence = ledgerSentence(*snapshot);
    const bool closed = m_model->allClosed();
    if (sentence != m_sentence->text() || closed != m_closed) {
        m_sentence->setText(sentence);
        const bool lost = snapshot->total().samplesDropped.total() > 0;
        const AlarmLevel level = !closed ? AlarmLevel::Critical
                                 : lost  ? AlarmLevel::Warning
                                         : AlarmLevel::Info;
        m_shape->setPixmap(alarmShapePixmap(level, 14, devicePixelRatioF(), m_theme.colors()));
        m_shape->setVisible(!sentence.isEmpty());
        m_sentence->setVisible(!sentence.isEmpty());
    }
    if (closed == m_closed) return;
    m_closed = closed;
    emit closedChanged(closed);
}

void LedgerPanel::fitColumns() {
    const QFontMetrics bold(semibold(m_theme.smallFont()));
    int taken = 0;
    for (int column = LedgerModel::LostBefore; column < LedgerModel::ColumnCount; ++column) {
        int& width = m_widths[static_cast<std::size_t>(column)];
        if (column == LedgerModel::Closed) {
            width = 14 + kRowEdge + 8;
        } else {
            const QString head =
                m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
            const int last = m_model->rowCount() - 1;
            const QString most =
                last < 0 ? QString() : m_model->index(last, column).data().toString();
            width = std::max({width, bold.horizontalAdvance(head) + 2 * kPad,
                              bold.horizontalAdvance(most) + 2 * kPad});
        }
        m_view->setColumnWidth(column, width);
        taken += width;
    }
    m_view->setColumnWidth(LedgerModel::Device,
                           std::max(m_view->viewport()->width() - taken, kLeastName));
}

bool LedgerPanel::eventFilter(QObject* watched, QEvent* event) {
    // The viewport also changes when the scroll bar comes and goes.
    if (event->type() == QEvent::Resize) fitColumns();
    return QWidget::eventFilter(watched, event);
}

}  // namespace telemetryhub::ui
