import type { Messages } from './messages.ts';

export const vi: Messages = {
  label: 'Tìm kiếm',
  placeholder: 'Gõ có dấu hoặc không dấu',
  list: 'Kết quả tìm kiếm',
  clear: 'Xoá ô tìm kiếm',
  loading: 'Đang tải bộ tìm kiếm…',
  countOne: '{total} bài · {time} ms',
  countMany: '{total} bài · {time} ms',
  statusOne: '{total} bài cho “{query}”',
  statusMany: '{total} bài cho “{query}”',
  empty: 'Không có bài nào khớp với “{query}”.',
  emptyHint: 'Thử bớt một vài từ, hoặc gõ lại không dấu.',
  retry: 'Thử lại',
  errorNetwork: 'Không tải được bộ tìm kiếm. Bạn kiểm tra kết nối mạng rồi thử lại nhé.',
  errorNotFound: 'Không tải được bộ tìm kiếm vì máy chủ thiếu một tệp. Bạn thử lại sau ít phút nhé.',
  errorBadIndex: 'Dữ liệu tìm kiếm bị hỏng khi tải về. Bạn thử lại nhé.',
  errorVersion: 'Trang vừa có phiên bản mới. Bạn tải lại trang để tiếp tục tìm kiếm nhé.',
  errorWasm: 'Trình duyệt hoặc chính sách bảo mật của trang không cho phép chạy bộ tìm kiếm.',
  errorOther: 'Bộ tìm kiếm gặp lỗi. Bạn tải lại trang rồi thử lại nhé.',
};
